import sqlite3

from domain import Overlap

SCHEMA = """
CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL, rate INTEGER NOT NULL);
CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    room_id INTEGER NOT NULL REFERENCES rooms (id),
    member TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    status TEXT NOT NULL DEFAULT 'booked'
);
CREATE TRIGGER no_overlap BEFORE INSERT ON reservations
WHEN EXISTS (
    SELECT 1 FROM reservations
    WHERE room_id = NEW.room_id AND status = 'booked' AND "start" < NEW."end" AND NEW."start" < "end"
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;
"""

COLUMNS = ("id", "room_id", "member", "start", "end", "price", "status")
SELECT = 'SELECT id, room_id, member, "start", "end", price, status FROM reservations'


class Repository:
    def __init__(self, conn):
        self.conn = conn

    def rate(self, room_id):
        row = self.conn.execute("SELECT rate FROM rooms WHERE id = ?", (room_id,)).fetchone()
        return None if row is None else row[0]

    def add(self, room_id, member, start, end, price):
        try:
            with self.conn:
                cursor = self.conn.execute(
                    'INSERT INTO reservations (room_id, member, "start", "end", price) VALUES (?, ?, ?, ?, ?)',
                    (room_id, member, start, end, price),
                )
        except sqlite3.IntegrityError as error:
            if str(error) == "overlap":
                raise Overlap("이미 예약된 시간입니다") from None
            raise
        return self.get(cursor.lastrowid)

    def get(self, number):
        row = self.conn.execute(SELECT + " WHERE id = ?", (number,)).fetchone()
        return None if row is None else dict(zip(COLUMNS, row))

    def cancel(self, number):
        with self.conn:
            self.conn.execute("UPDATE reservations SET status = 'cancelled' WHERE id = ?", (number,))

    def of_member(self, member, after, size):
        sql, values = SELECT + " WHERE member = ?", [member]
        if after is not None:
            sql += ' AND ("start", id) < (?, ?)'
            values += after
        rows = self.conn.execute(sql + ' ORDER BY "start" DESC, id DESC LIMIT ?', [*values, size])
        return [dict(zip(COLUMNS, row)) for row in rows]
