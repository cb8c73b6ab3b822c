CREATE TABLE reservations (
    id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES rooms (id), member_id INTEGER REFERENCES members (id),
    starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, price INTEGER NOT NULL, status TEXT NOT NULL DEFAULT 'booked'
);
INSERT INTO reservations VALUES
    (1, 1, 1, '2026-05-02T01:00:00Z', '2026-05-02T03:00:00Z', 40000, 'booked'),
    (2, 1, 2, '2026-05-02T03:00:00Z', '2026-05-02T04:30:00Z', 30000, 'booked'),
    (3, 2, 1, '2026-05-10T09:00:00Z', '2026-05-10T10:00:00Z', 12000, 'booked'),
    (4, 2, 2, '2026-05-11T09:00:00Z', '2026-05-11T12:00:00Z', 36000, 'cancelled'),
    (5, 1, NULL, '2026-06-01T01:00:00Z', '2026-06-01T02:00:00Z', 20000, 'booked');
