import sqlite3


def open_db(rows):
    """rows로 채운 새 데이터베이스를 엽니다. 고치지 마세요."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL)")
    conn.executemany("INSERT INTO rooms VALUES (?, ?, ?)", rows)
    conn.commit()
    return conn


def search(rows, keyword, max_price, sort):
    conn = open_db(rows)
    sql = f"SELECT name FROM rooms WHERE name LIKE '%{keyword}%' ORDER BY {sort}"
    return [name for (name,) in conn.execute(sql)]


print(search([[1, "합주실", 15000], [2, "피아노실", 9000]], "실", None, "price"))
