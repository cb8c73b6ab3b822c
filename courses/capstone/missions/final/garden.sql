CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE rents (id INTEGER PRIMARY KEY, plot_name TEXT NOT NULL, plot_area INTEGER, member_id INTEGER NOT NULL, season TEXT NOT NULL, status TEXT);
INSERT INTO members VALUES (1, '하린'), (2, '도현'), (3, '유나');
INSERT INTO rents VALUES
    (1, '해바라기', 10, 1, '2026-봄', 'active'),
    (2, '감자', 8, 2, '2026-봄', NULL),
    (3, '해바라기 ', 10, 3, '2026-가을', 'active'),
    (4, '감자', 8, 3, '2026-봄', 'cancelled');
