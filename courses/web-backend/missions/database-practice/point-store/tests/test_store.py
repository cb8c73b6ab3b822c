import sqlite3

import pytest

import store


@pytest.fixture
def conn():
    conn = sqlite3.connect(":memory:")
    store.setup(conn)
    for name in ("하린", "도현"):
        store.open_wallet(conn, name)
    store.charge(conn, "하린", 500)
    conn.commit()
    return conn


def state(conn):
    """저장된 것만 봅니다: 저장하지 않은 변경은 되돌립니다."""
    conn.rollback()
    wallets = dict(conn.execute("SELECT name, point FROM wallets"))
    records = conn.execute("SELECT name, amount, memo FROM records ORDER BY id").fetchall()
    return wallets, records


START = ({"하린": 500, "도현": 0}, [("하린", 500, "충전")])


def test_충전하고_읽는다(conn):
    assert store.balance(conn, "하린") == 500
    store.charge(conn, "도현", 70)
    assert store.balance(conn, "도현") == 70
    assert state(conn)[0] == {"하린": 500, "도현": 70}, "저장(COMMIT)되지 않았습니다"


def test_새_지갑은_저장된다(conn):
    store.open_wallet(conn, "유나")
    assert state(conn)[0]["유나"] == 0


def test_같은_이름의_지갑은_ValueError(conn):
    with pytest.raises(ValueError):
        store.open_wallet(conn, "하린")
    assert state(conn) == START


def test_보내면_옮겨지고_둘_다_기록된다(conn):
    store.send(conn, "하린", "도현", 200)
    wallets, records = state(conn)
    assert wallets == {"하린": 300, "도현": 200}
    assert records[1:] == [("하린", -200, "도현에게"), ("도현", 200, "하린에게서")]


def test_가진_것을_모두_보낼_수_있다(conn):
    store.send(conn, "하린", "도현", 500)
    assert state(conn)[0] == {"하린": 0, "도현": 500}


def test_모자라면_아무것도_바뀌지_않는다(conn):
    with pytest.raises(store.NotEnough):
        store.send(conn, "하린", "도현", 501)
    assert state(conn) == START


@pytest.mark.parametrize("sender, receiver", [("하린", "없음"), ("없음", "하린"), ("없음", "아무"), ("도현", "없음")], ids=["receiver", "sender", "both", "poor"])
def test_없는_지갑이면_아무것도_바뀌지_않는다(conn, sender, receiver):
    with pytest.raises(store.NoWallet):
        store.send(conn, sender, receiver, 10)
    assert state(conn) == START


def test_없는_지갑은_읽거나_충전할_수_없다(conn):
    with pytest.raises(store.NoWallet):
        store.balance(conn, "없음")
    with pytest.raises(store.NoWallet):
        store.charge(conn, "없음", 10)
    assert state(conn) == START


@pytest.mark.parametrize("amount", [0, -5, 1.5, "10", True, None])
def test_이상한_금액은_ValueError(conn, amount):
    with pytest.raises(ValueError):
        store.charge(conn, "하린", amount)
    with pytest.raises(ValueError):
        store.send(conn, "하린", "도현", amount)
    assert state(conn) == START


def test_자신에게는_보낼_수_없다(conn):
    with pytest.raises(ValueError):
        store.send(conn, "하린", "하린", 10)
    assert state(conn) == START


def test_기록하다가_실패해도_되돌려진다(conn):
    conn.execute("CREATE TRIGGER broken BEFORE INSERT ON records WHEN NEW.amount > 0 BEGIN SELECT RAISE(ABORT, '고장'); END")
    conn.commit()
    with pytest.raises(sqlite3.Error):
        store.send(conn, "하린", "도현", 100)
    assert state(conn) == START


def test_기록은_나중_것부터(conn):
    store.send(conn, "하린", "도현", 200)
    store.send(conn, "도현", "하린", 50)
    assert [tuple(row) for row in store.history(conn, "하린")] == [(50, "도현에게서"), (-200, "도현에게"), (500, "충전")]
    assert list(store.history(conn, "없음")) == []


def test_이름에_따옴표가_있어도_된다(conn):
    name = "x' OR '1'='1"
    store.open_wallet(conn, name)
    store.charge(conn, name, 5)
    assert state(conn)[0] == {"하린": 500, "도현": 0, name: 5}
