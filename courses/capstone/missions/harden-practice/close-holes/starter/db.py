import hashlib

SCHEMA = """
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, phone TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (id),
    room TEXT NOT NULL,
    price INTEGER NOT NULL,
    memo TEXT NOT NULL DEFAULT '',
    staff_note TEXT NOT NULL DEFAULT ''
);
"""


def hash_password(password):
    return hashlib.sha256(("salt:" + password).encode("utf-8")).hexdigest()


def check_password(password, stored):
    return hash_password(password) == stored


def rows(conn, sql):
    cursor = conn.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


def find_member(conn, name):
    found = rows(conn, f"SELECT * FROM members WHERE name = '{name}'")
    return found[0] if found else None


def find_reservation(conn, number):
    found = rows(conn, f"SELECT r.*, m.phone FROM reservations r JOIN members m ON m.id = r.member_id WHERE r.id = {number}")
    return found[0] if found else None


def list_reservations(conn, member_id):
    return rows(conn, f"SELECT * FROM reservations WHERE member_id = {member_id} ORDER BY id")


def update_reservation(conn, number, changes):
    with conn:
        for name, value in changes.items():
            conn.execute(f"UPDATE reservations SET {name} = '{value}' WHERE id = {number}")
