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


class Repository:
    def __init__(self, conn):
        self.conn = conn

    def rate(self, room_id):
        return self.conn.execute("SELECT rate FROM rooms WHERE id = ?", (room_id,)).fetchone()[0]

    # TODO: add, get, cancel, of_member
