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
""")


def add(owner, day, text, public):
    with conn:
        cursor = conn.execute(
            "INSERT INTO diaries (owner, day, text, public) VALUES (?, ?, ?, ?)", (owner, day, text, public)
        )
    return {"id": cursor.lastrowid, "day": day, "text": text, "public": public}


# TODO: 읽기, 지우기, 목록을 더하세요.
