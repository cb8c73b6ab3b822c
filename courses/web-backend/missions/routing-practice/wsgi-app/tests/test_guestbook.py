import io
import json
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from guestbook import make_app


class Client:
    """서버인 척하고 앱을 부릅니다."""

    def __init__(self, app):
        self.app = validator(app)

    def request(self, method, path, data=None, raw=None):
        if raw is None:
            raw = b"" if data is None else json.dumps(data, ensure_ascii=False).encode("utf-8")
        # 본문 뒤에는 같은 연결의 다음 요청이 이어집니다: 길이만큼만 읽어야 합니다.
        environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "wsgi.input": io.BytesIO(raw + b"GET / HTTP/1.1")}
        if raw:
            environ["CONTENT_LENGTH"] = str(len(raw))
            environ["CONTENT_TYPE"] = "application/json"
        setup_testing_defaults(environ)
        environ.setdefault("QUERY_STRING", "")
        seen = {}

        def start_response(status, headers, exc_info=None):
            seen["status"], seen["headers"] = status, headers
            return lambda data: None

        result = self.app(environ, start_response)
        try:
            body = b"".join(result)
        finally:
            result.close()
        self.headers = {name.lower(): value for name, value in seen["headers"]}
        assert self.headers.get("content-type", "").startswith("application/json"), "Content-Type이 application/json이 아닙니다"
        assert self.headers.get("content-length") == str(len(body)), "Content-Length가 본문의 바이트 수와 다릅니다"
        return int(seen["status"].split()[0]), json.loads(body)


@pytest.fixture
def client():
    return Client(make_app())


def test_처음에는_비어_있다(client):
    assert client.request("GET", "/entries") == (200, [])


def test_글을_쓰면_201과_Location(client):
    status, entry = client.request("POST", "/entries", {"name": "하린", "text": "안녕하세요"})
    assert (status, entry) == (201, {"id": 1, "name": "하린", "text": "안녕하세요"})
    assert client.headers.get("location") == "/entries/1"


def test_나중에_쓴_것이_먼저(client):
    for text in ("하나", "둘", "셋"):
        client.request("POST", "/entries", {"name": "도현", "text": text})
    status, entries = client.request("GET", "/entries")
    assert [entry["text"] for entry in entries] == ["셋", "둘", "하나"]
    assert [entry["id"] for entry in entries] == [3, 2, 1]


def test_글_하나를_읽는다(client):
    client.request("POST", "/entries", {"name": "유나", "text": "봄"})
    assert client.request("GET", "/entries/1") == (200, {"id": 1, "name": "유나", "text": "봄"})


def test_앞뒤_빈칸을_없애고_저장한다(client):
    client.request("POST", "/entries", {"name": " 유나\n", "text": "  봄 비 ", "admin": True})
    assert client.request("GET", "/entries/1")[1] == {"id": 1, "name": "유나", "text": "봄 비"}


@pytest.mark.parametrize("path", ["/", "/entries/9", "/entries/abc", "/entries/", "/entries/1/text", "/users"])
def test_없는_주소는_404(client, path):
    client.request("POST", "/entries", {"name": "가", "text": "나"})
    status, value = client.request("GET", path)
    assert status == 404
    assert isinstance(value.get("error"), str)


def test_되지_않는_메서드는_405와_Allow(client):
    assert client.request("DELETE", "/entries")[0] == 405
    assert client.headers.get("allow") == "GET, POST"
    client.request("POST", "/entries", {"name": "가", "text": "나"})
    assert client.request("PUT", "/entries/1", {"name": "가", "text": "다"})[0] == 405
    assert client.headers.get("allow") == "GET"


@pytest.mark.parametrize("raw", [b"{", b"", b"[]", b'"hello"', b"3", b"null", b'{"name": "\xff", "text": "a"}'])
def test_JSON_객체가_아니면_400(client, raw):
    assert client.request("POST", "/entries", raw=raw)[0] == 400


@pytest.mark.parametrize(
    "data",
    [{}, {"name": "가"}, {"name": "가", "text": "  "}, {"name": 3, "text": "나"}, {"name": "가", "text": None}, {"name": "가", "text": ["나"]}],
)
def test_값이_어긋나면_422이고_저장하지_않는다(client, data):
    assert client.request("POST", "/entries", data)[0] == 422
    assert client.request("GET", "/entries")[1] == []


def test_실패한_글은_번호를_쓰지_않는다(client):
    client.request("POST", "/entries", {"name": "가"})
    assert client.request("POST", "/entries", {"name": "가", "text": "나"})[1]["id"] == 1


def test_앱마다_방명록이_다르다(client):
    client.request("POST", "/entries", {"name": "가", "text": "나"})
    assert Client(make_app()).request("GET", "/entries") == (200, [])
