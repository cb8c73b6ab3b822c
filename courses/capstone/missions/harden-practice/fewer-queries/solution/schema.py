TABLES = """
CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    room_id INTEGER NOT NULL REFERENCES rooms (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    day TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    price INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'booked'
);
CREATE TABLE tags (reservation_id INTEGER NOT NULL REFERENCES reservations (id), name TEXT NOT NULL, PRIMARY KEY (reservation_id, name));
"""

INDEXES = """
CREATE INDEX reservations_by_day ON reservations (day, "start");
"""
