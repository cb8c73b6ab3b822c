import sqlite3

conn = sqlite3.connect(":memory:")
conn.row_factory = sqlite3.Row
conn.executescript("""
CREATE TABLE diaries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    day TEXT NOT NULL,
    text TEXT NOT NULL,
    public INTEGER NOT NULL
);
CREATE INDEX diaries_by_owner ON diaries (owner, day, id);
""")


def as_diary(row):
    return {"id": row["id"], "day": row["day"], "text": row["text"], "public": bool(row["public"])}


def add(owner, day, text, public):
    with conn:
        cursor = conn.execute(
            "INSERT INTO diaries (owner, day, text, public) VALUES (?, ?, ?, ?)", (owner, day, text, public)
        )
    return {"id": cursor.lastrowid, "day": day, "text": text, "public": public}


def find(number):
    """(주인, 일기)를 돌려줍니다. 없으면 None입니다."""
    row = conn.execute("SELECT * FROM diaries WHERE id = ?", (number,)).fetchone()
    return None if row is None else (row["owner"], as_diary(row))


def delete(number):
    with conn:
        conn.execute("DELETE FROM diaries WHERE id = ?", (number,))


def page(owner, size, after=None, q=""):
    """일기의 리스트와, 더 있는지를 돌려줍니다. after는 이 일기의 다음부터라는 뜻입니다."""
    for mark in ("\\", "%", "_"):
        q = q.replace(mark, "\\" + mark)
    sql = "SELECT * FROM diaries WHERE owner = ? AND text LIKE ? ESCAPE '\\'"
    values = [owner, f"%{q}%"]
    if after is not None:
        sql += " AND (day, id) < (?, ?)"
        values += [after["day"], after["id"]]
    rows = conn.execute(sql + " ORDER BY day DESC, id DESC LIMIT ?", [*values, size + 1]).fetchall()
    return [as_diary(row) for row in rows[:size]], len(rows) > size
