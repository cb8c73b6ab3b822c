CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    room_id INTEGER NOT NULL REFERENCES rooms (id),
    member_id INTEGER REFERENCES members (id) ON DELETE SET NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    status TEXT NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'cancelled')),
    CHECK (starts_at < ends_at)
);

CREATE INDEX reservations_by_room ON reservations (room_id, starts_at);

CREATE TRIGGER no_overlap BEFORE INSERT ON reservations
WHEN NEW.status = 'booked' AND EXISTS (
    SELECT 1 FROM reservations
    WHERE room_id = NEW.room_id AND status = 'booked'
      AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;
