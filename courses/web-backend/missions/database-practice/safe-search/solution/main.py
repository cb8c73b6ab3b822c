import sqlite3

ORDERS = {"name": "name, id", "price": "price, id", "-price": "price DESC, id"}


def open_db(rows):
    """rows로 채운 새 데이터베이스를 엽니다. 고치지 마세요."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL)")
    conn.executemany("INSERT INTO rooms VALUES (?, ?, ?)", rows)
    conn.commit()
    return conn


def search(rows, keyword, max_price, sort):
    if sort not in ORDERS:
        raise ValueError(f"없는 정렬입니다: {sort!r}")
    for mark in ("\\", "%", "_"):
        keyword = keyword.replace(mark, "\\" + mark)
    sql = "SELECT name FROM rooms WHERE name LIKE ? ESCAPE '\\'"
    values = [f"%{keyword}%"]
    if max_price is not None:
        sql += " AND price <= ?"
        values.append(max_price)
    conn = open_db(rows)
    return [name for (name,) in conn.execute(f"{sql} ORDER BY {ORDERS[sort]}", values)]
