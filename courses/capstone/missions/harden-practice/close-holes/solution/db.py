import hashlib
import hmac

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
    return hmac.compare_digest(hash_password(password), stored)


def rows(conn, sql, values):
    cursor = conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


def find_member(conn, name):
    found = rows(conn, "SELECT id, password FROM members WHERE name = ?", (name,))
    return found[0] if found else None


def find_reservation(conn, number, member_id):
    sql = "SELECT id, room, memo FROM reservations WHERE id = ? AND member_id = ?"
    found = rows(conn, sql, (number, member_id))
    return found[0] if found else None


def list_reservations(conn, member_id):
    return rows(conn, "SELECT id, room, memo FROM reservations WHERE member_id = ? ORDER BY id", (member_id,))


def update_memo(conn, number, member_id, memo):
    with conn:
        conn.execute("UPDATE reservations SET memo = ? WHERE id = ? AND member_id = ?", (memo, number, member_id))
