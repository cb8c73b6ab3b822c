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


def encode(likes, post_id):
    text = json.dumps([likes, post_id], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii")


def decode(cursor):
    try:
        value = json.loads(base64.b64decode(cursor, altchars="-_", validate=True).decode("utf-8"))
    except ValueError:
        raise ValueError("커서를 읽을 수 없습니다") from None
    if not isinstance(value, list) or len(value) != 2 or any(type(number) is not int for number in value):
        raise ValueError("커서가 올바르지 않습니다")
    return value


def page(rows, cursor, size):
    sql, values = "SELECT likes, id, title FROM posts", []
    if cursor is not None:
        likes, post_id = decode(cursor)
        sql += " WHERE likes < ? OR (likes = ? AND id > ?)"
        values = [likes, likes, post_id]
    conn = open_db(rows)
    found = conn.execute(sql + " ORDER BY likes DESC, id LIMIT ?", [*values, size + 1]).fetchall()
    shown = found[:size]
    return {
        "items": [title for _, _, title in shown],
        "next": encode(*shown[-1][:2]) if len(found) > size else None,
    }
