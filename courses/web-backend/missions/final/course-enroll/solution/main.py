import sqlite3


def open_db(courses):
    """표를 만들고 과목을 넣습니다. 고치지 마세요."""
    conn = sqlite3.connect(":memory:")
    conn.execute("PRAGMA foreign_keys = ON")
    conn.executescript("""
    CREATE TABLE courses (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        left_seats INTEGER NOT NULL CHECK (left_seats >= 0)
    );
    CREATE TABLE enrollments (
        student TEXT NOT NULL,
        course_id INTEGER NOT NULL REFERENCES courses (id),
        PRIMARY KEY (student, course_id)
    );
    """)
    conn.executemany("INSERT INTO courses VALUES (?, ?, ?)", courses)
    conn.commit()
    return conn


class Refused(Exception):
    """신청을 받을 수 없습니다. 설명이 결과가 됩니다."""


def take(conn, student, course_id):
    row = conn.execute("SELECT name FROM courses WHERE id = ?", (course_id,)).fetchone()
    if row is None:
        raise Refused(f"missing:{course_id}")
    try:
        conn.execute("INSERT INTO enrollments VALUES (?, ?)", (student, course_id))
    except sqlite3.IntegrityError:
        raise Refused(f"twice:{row[0]}") from None
    cursor = conn.execute(
        "UPDATE courses SET left_seats = left_seats - 1 WHERE id = ? AND left_seats > 0", (course_id,)
    )
    if cursor.rowcount == 0:
        raise Refused(f"full:{row[0]}")


def apply(conn, student, ids):
    if not ids:
        return "empty"
    try:
        with conn:
            for course_id in ids:
                take(conn, student, course_id)
    except Refused as refused:
        return str(refused)
    return "ok"


def enroll(courses, requests):
    conn = open_db(courses)
    results = [apply(conn, student, ids) for student, ids in requests]
    left = conn.execute("SELECT name, left_seats FROM courses ORDER BY id").fetchall()
    rows = conn.execute("""
        SELECT e.student, c.name
        FROM enrollments AS e JOIN courses AS c ON c.id = e.course_id
        ORDER BY e.student, c.id
    """).fetchall()
    return {"results": results, "left": left, "rows": rows}
