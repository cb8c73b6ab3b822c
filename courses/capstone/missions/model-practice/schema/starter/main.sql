CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    room_id INTEGER,
    starts_at TEXT
);
