import sqlite3

import pytest

import db
from app import make_app


class Client:
    def __init__(self):
        self.conn = sqlite3.connect(":memory:")
        self.conn.executescript(db.SCHEMA)
        for number, name in enumerate(("하린", "도현"), 1):
            self.conn.execute("INSERT INTO members VALUES (?, ?, ?, ?)", (number, name, f"010-0000-000{number}", db.hash_password(f"{name}의 비밀")))
        self.conn.executemany(
            "INSERT INTO reservations VALUES (?, ?, ?, ?, ?, ?)",
            [(1, 1, "합주실 A", 40000, "", "단골"), (2, 2, "드럼실", 15000, "일찍 갑니다", ""), (3, 1, "피아노실", 12000, "it's", "")],
        )
        self.conn.commit()
        self.logs = []
        self.app = make_app(self.conn, self.logs.append)
        self.session = None

    def __call__(self, method, path, body=None, session=None):
        return self.app({"method": method, "path": path, "session": session or self.session, "body": body or {}})

    def login(self, name="하린", password=None, **more):
        response = self("POST", "/login", {"name": name, "password": password or f"{name}의 비밀", **more})
        self.session = response["body"].get("session")
        return response

    def rows(self):
        self.conn.rollback()
        return self.conn.execute("SELECT id, member_id, room, price, memo, staff_note FROM reservations ORDER BY id").fetchall()


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def harin(client):
    client.login()
    return client


class TestFeatures:
    def test_로그인하고_내_예약을_본다(self, client):
        response = client.login(next="/me?tab=1")
        assert (response["status"], response["headers"]) == (303, {"Location": "/me?tab=1"})
        assert [item["id"] for item in client("GET", "/reservations")["body"]["items"]] == [1, 3]
        assert client("GET", "/reservations/3")["body"]["memo"] == "it's"

    def test_메모를_고친다(self, harin):
        memo = "드럼 스틱이 필요해요; 'A' -- ?"
        assert harin("PATCH", "/reservations/1", {"memo": memo})["body"]["memo"] == memo
        assert harin.rows()[0][4] == memo
        assert harin("PATCH", "/reservations/1", {"memo": "가" * 100})["status"] == 200
        assert harin("PATCH", "/reservations/1", {"memo": ""})["status"] == 200

    def test_로그인하지_않으면_401(self, client):
        assert client("GET", "/reservations")["status"] == 401
        assert client("GET", "/reservations/1")["status"] == 401
        assert client("GET", "/reservations", session="없음")["status"] == 401

    def test_없는_주소는_404(self, harin):
        for path in ("/", "/reservations/99", "/reservations/x", "/reservations/", "/members"):
            assert harin("GET", path)["status"] == 404, path


class TestInjection:
    @pytest.mark.parametrize("name", ["' OR '1'='1", "하린' --", "x' UNION SELECT 1, 'a', 'b', '%s' --" % db.hash_password("p")], ids=["or", "comment", "union"])
    def test_로그인의_주입(self, client, name):
        for password in ("p", "하린의 비밀"):
            assert client.login(name, password)["status"] == 401

    @pytest.mark.parametrize("number", ["2 OR 1=1", "1 OR 1=1", "0 UNION SELECT 1,1,'a',1,'b','c','d'", "1;", "+1", " 1", "１"], ids=["or", "or-own", "union", "semicolon", "plus", "space", "full-width"])
    def test_주소의_주입(self, harin, number):
        assert harin("GET", f"/reservations/{number}")["status"] == 404

    def test_메모의_주입(self, harin):
        harin("PATCH", "/reservations/1", {"memo": "a', price = '0"})
        assert harin.rows()[0][3] == 40000


class TestOwner:
    def test_남의_것은_없는_것과_똑같다(self, harin):
        assert harin("GET", "/reservations/2") == harin("GET", "/reservations/99")
        assert harin("PATCH", "/reservations/2", {"memo": "가로채기"}) == harin("PATCH", "/reservations/99", {"memo": "가로채기"})
        assert harin("PATCH", "/reservations/2", {"price": 0})["status"] == 404
        assert harin.rows()[1] == (2, 2, "드럼실", 15000, "일찍 갑니다", "")


class TestFields:
    @pytest.mark.parametrize("body", [{"price": 0}, {"memo": "a", "member_id": 2}, {"memo": "a", "price = 0 --": 1}, {}, {"memo": "가" * 101}, {"memo": 3}, {"memo": None}], ids=["price", "member", "column", "empty", "long", "number", "null"])
    def test_다른_칸과_어긋난_값은_422(self, harin, body):
        before = harin.rows()
        assert harin("PATCH", "/reservations/1", body)["status"] == 422
        assert harin.rows() == before

    def test_내보내는_칸(self, harin):
        expected = {"id": 1, "room": "합주실 A", "memo": ""}
        assert harin("GET", "/reservations/1")["body"] == expected
        assert harin("GET", "/reservations")["body"]["items"][0] == expected
        assert set(harin("PATCH", "/reservations/1", {"memo": "a"})["body"]) == {"id", "room", "memo"}


class TestRedirect:
    @pytest.mark.parametrize("target", ["https://evil.com", "//evil.com", "/\\evil.com", "\\\\evil.com", "javascript:alert(1)", "me", "", "/a\r\nX: 1", "/\t/evil.com", None, 3, ["/"]])
    def test_바깥으로_가지_않는다(self, client, target):
        assert client.login(next=target)["headers"] == {"Location": "/"}

    def test_없으면_처음으로(self, client):
        assert client.login()["headers"] == {"Location": "/"}


class TestLeaks:
    def test_오류는_기록에만(self, harin):
        harin.conn.execute("DROP TABLE reservations")
        response = harin("GET", "/reservations")
        assert (response["status"], response["body"]) == (500, {"error": "internal"})
        assert len(harin.logs) == 1 and "Traceback" in harin.logs[0] and "OperationalError" in harin.logs[0]

    def test_누가_회원인지_알_수_없다(self, client):
        assert client.login("하린", "틀림") == client.login("없는 사람", "틀림")

    @pytest.mark.parametrize("body", [{}, {"name": "하린"}, {"name": ["하린"], "password": "a"}, {"name": "하린", "password": 3}])
    def test_이상한_로그인도_401(self, client, body):
        assert client("POST", "/login", body)["status"] == 401

    def test_세션_번호는_길고_무작위이다(self, client):
        found = [client.login()["body"]["session"] for _ in range(5)]
        assert len(set(found)) == 5
        assert all(isinstance(session, str) and len(session) >= 32 for session in found)
        assert len({session[:8] for session in found}) == 5, "앞부분이 모두 같습니다. 무작위가 아닙니다"
