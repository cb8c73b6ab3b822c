import hashlib
import sqlite3

import pytest

from migrate import MigrationError, applied, checksum, migrate

ONE = (1, "rooms", ["CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL)", "INSERT INTO rooms VALUES (1, '합주실 A')"])
TWO = (2, "rate", ["ALTER TABLE rooms ADD COLUMN rate INTEGER NOT NULL DEFAULT 0"])
THREE = (3, "tags", ["CREATE TABLE tags (name TEXT)", "INSERT INTO tags VALUES ('드럼')"])


@pytest.fixture
def conn():
    return sqlite3.connect(":memory:")


def tables(conn):
    conn.rollback()
    return {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")} - {"schema_migrations"}


def test_checksum():
    assert checksum(["a", "b"]) == hashlib.sha256(b"a\nb").hexdigest()
    assert checksum(["가"]) == hashlib.sha256("가".encode()).hexdigest()


def test_처음에는_비어_있다(conn):
    assert list(applied(conn)) == []


def test_차례로_적용한다(conn):
    assert migrate(conn, [ONE, TWO]) == [1, 2]
    assert [tuple(row) for row in applied(conn)] == [(1, "rooms"), (2, "rate")]
    conn.rollback()
    assert conn.execute("SELECT * FROM rooms").fetchall() == [(1, "합주실 A", 0)]
    assert conn.execute("SELECT checksum FROM schema_migrations WHERE number = 2").fetchone() == (checksum(TWO[2]),)


def test_두_번_해도_괜찮다(conn):
    migrate(conn, [ONE, TWO])
    assert migrate(conn, [ONE, TWO]) == []
    assert conn.execute("SELECT count(*) FROM rooms").fetchone() == (1,)


def test_새것만_적용한다(conn):
    migrate(conn, [ONE])
    assert migrate(conn, [ONE, TWO, THREE]) == [2, 3]


def test_순서가_섞여_있어도_번호대로(conn):
    given = [THREE, ONE, TWO]
    assert migrate(conn, given) == [1, 2, 3]
    assert given == [THREE, ONE, TWO], "받은 리스트를 바꾸지 마세요"


@pytest.mark.parametrize("numbers", [[2], [0, 1], [1, 3], [1, 1, 2], [1, 2, 2]])
def test_번호가_이어지지_않으면_아무것도_하지_않는다(conn, numbers):
    given = [(number, f"m{index}", [f"CREATE TABLE t{index} (a)"]) for index, number in enumerate(numbers)]
    with pytest.raises(MigrationError):
        migrate(conn, given)
    assert tables(conn) == set()


@pytest.mark.parametrize(
    "changed",
    [(1, "rooms", ONE[2][:1]), (1, "halls", ONE[2]), (1, "rooms", [ONE[2][0] + " ", ONE[2][1]])],
    ids=["statements", "name", "text"],
)
def test_내놓은_것을_고치면_오류(conn, changed):
    migrate(conn, [ONE])
    with pytest.raises(MigrationError):
        migrate(conn, [changed, TWO, THREE])
    assert tables(conn) == {"rooms"}
    assert len(list(applied(conn))) == 1


def test_적용한_것이_없어지면_오류(conn):
    migrate(conn, [ONE, TWO])
    with pytest.raises(MigrationError):
        migrate(conn, [ONE])


def test_실패하면_그것만_되돌린다(conn):
    broken = (2, "broken", ["CREATE TABLE half (a)", "INSERT INTO rooms VALUES (2, '드럼실')", "INSERT INTO nowhere VALUES (1)"])
    with pytest.raises(MigrationError) as caught:
        migrate(conn, [ONE, broken, THREE])
    assert "2" in str(caught.value)
    assert tables(conn) == {"rooms"}
    assert conn.execute("SELECT count(*) FROM rooms").fetchone() == (1,)
    assert [tuple(row) for row in applied(conn)] == [(1, "rooms")]


def test_고친_다음_이어서_적용한다(conn):
    with pytest.raises(MigrationError):
        migrate(conn, [ONE, (2, "rate", ["잘못된 SQL"])])
    assert migrate(conn, [ONE, TWO, THREE]) == [2, 3]


def test_다른_표가_있어도_된다(conn):
    conn.execute("CREATE TABLE other (a)")
    conn.execute("INSERT INTO other VALUES (1)")
    conn.commit()
    assert migrate(conn, [ONE]) == [1]
    assert tables(conn) == {"other", "rooms"}
