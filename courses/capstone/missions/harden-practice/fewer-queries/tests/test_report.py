import sqlite3

import pytest

from report import day_report
from schema import INDEXES, TABLES

DAY = "2026-05-01"


@pytest.fixture
def conn():
    conn = sqlite3.connect(":memory:")
    conn.executescript(TABLES)
    conn.executescript(INDEXES)
    conn.executemany("INSERT INTO rooms VALUES (?, ?)", [(1, "합주실 A"), (2, "드럼실"), (3, "피아노실"), (4, "드럼실")])
    conn.executemany("INSERT INTO members VALUES (?, ?)", [(1, "하린"), (2, "도현")])
    conn.executemany(
        "INSERT INTO reservations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (1, 1, 1, DAY, 900, 960, 20000, "booked"),
            (2, 1, 2, DAY, 600, 720, 40000, "booked"),
            (3, 1, 1, DAY, 720, 780, 20000, "cancelled"),
            (4, 3, 1, DAY, 540, 570, 6000, "booked"),
            (5, 3, 1, "2026-05-02", 540, 570, 6000, "booked"),
            (6, 4, 2, DAY, 0, 30, 1, "booked"),
        ],
    )
    conn.executemany("INSERT INTO tags VALUES (?, ?)", [(2, "앰프"), (2, "드럼"), (2, "마이크"), (3, "앰프"), (4, "의자"), (5, "의자")])
    conn.commit()
    return conn


EXPECTED = [
    {"room": "드럼실", "minutes": 0, "sales": 0, "reservations": []},
    {"room": "드럼실", "minutes": 30, "sales": 1, "reservations": [{"start": 0, "member": "도현", "tags": []}]},
    {"room": "피아노실", "minutes": 30, "sales": 6000, "reservations": [{"start": 540, "member": "하린", "tags": ["의자"]}]},
    {
        "room": "합주실 A",
        "minutes": 180,
        "sales": 60000,
        "reservations": [{"start": 600, "member": "도현", "tags": ["드럼", "마이크", "앰프"]}, {"start": 900, "member": "하린", "tags": []}],
    },
]


def traced(conn, day):
    seen = []
    conn.set_trace_callback(seen.append)
    try:
        result = day_report(conn, day)
    finally:
        conn.set_trace_callback(None)
    return result, [sql for sql in seen if not sql.lstrip().startswith("--")]


def test_결과는_그대로이다(conn):
    assert day_report(conn, DAY) == EXPECTED


def test_예약이_없는_날(conn):
    assert [entry["sales"] for entry in day_report(conn, "2030-01-01")] == [0, 0, 0, 0]


def test_방이_없을_때():
    conn = sqlite3.connect(":memory:")
    conn.executescript(TABLES + INDEXES)
    assert day_report(conn, DAY) == []


def test_질의는_세_개까지(conn):
    result, seen = traced(conn, DAY)
    assert len(seen) <= 3, f"SQL을 {len(seen)}번 실행했습니다"
    assert result == EXPECTED


def test_자료가_늘어도_질의는_늘지_않는다(conn):
    conn.executemany("INSERT INTO rooms VALUES (?, ?)", [(number, f"방 {number}") for number in range(10, 60)])
    conn.executemany(
        "INSERT INTO reservations (room_id, member_id, day, \"start\", \"end\", price) VALUES (?, 1, ?, 600, 660, 100)",
        [(number, DAY) for number in range(10, 60)],
    )
    conn.commit()
    result, seen = traced(conn, DAY)
    assert len(seen) <= 3, f"SQL을 {len(seen)}번 실행했습니다"
    assert sum(entry["sales"] for entry in result) == 66001 + 50 * 100


def test_예약의_표를_훑지_않는다(conn):
    result, seen = traced(conn, DAY)
    assert result == EXPECTED and len(seen) <= 3, "먼저 결과와 질의의 수를 맞추세요"
    aliases = {"reservations"}
    for sql in seen:
        words = sql.replace(",", " ").split()
        for index, word in enumerate(words[:-1]):
            if word.lower().strip('"') == "reservations":
                follow = words[index + 1]
                alias = words[index + 2] if follow.lower() == "as" and index + 2 < len(words) else follow
                aliases.add(alias.strip('"'))
    plans = [row[3] for sql in seen for row in conn.execute("EXPLAIN QUERY PLAN " + sql)]
    for step in plans:
        words = step.split()
        assert words[0] != "SCAN" or words[1] not in aliases, f"표를 훑습니다: {step}"


def test_인덱스는_그날을_찾는_데_쓰인다(conn):
    plan = " ".join(row[3] for row in conn.execute("EXPLAIN QUERY PLAN SELECT room_id, price FROM reservations WHERE day = ?", (DAY,)))
    assert "SEARCH reservations USING" in plan, plan
