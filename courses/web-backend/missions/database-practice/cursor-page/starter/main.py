import base64
import json
import sqlite3


def open_db(rows):
    """rows로 채운 새 데이터베이스를 엽니다. 고치지 마세요."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, likes INTEGER NOT NULL, title TEXT NOT NULL)")
    conn.executemany("INSERT INTO posts VALUES (?, ?, ?)", rows)
    conn.commit()
    return conn


def page(rows, cursor, size):
    conn = open_db(rows)
    found = conn.execute("SELECT title FROM posts ORDER BY likes DESC LIMIT ?", (size,)).fetchall()
    return {"items": [title for (title,) in found], "next": None}


print(page([[1, 5, "가"], [2, 9, "나"], [3, 5, "다"]], None, 2))
