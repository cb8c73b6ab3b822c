CREATE TABLE tools (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE items (id INTEGER PRIMARY KEY, tool_id INTEGER NOT NULL REFERENCES tools (id), label TEXT NOT NULL);
CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE loans (
    id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES items (id), member_id INTEGER NOT NULL REFERENCES members (id),
    lent_on TEXT NOT NULL, due_on TEXT NOT NULL, returned_on TEXT
);
INSERT INTO tools VALUES (1, '전동 드릴'), (2, '사다리');
INSERT INTO items VALUES (1, 1, 'D-1'), (2, 1, 'D-2'), (3, 2, 'L-1'), (4, 1, 'D-3');
INSERT INTO members VALUES (1, '하린'), (2, '도현'), (3, '유나');
INSERT INTO loans VALUES
    (1, 1, 1, '2026-05-01', '2026-05-04', NULL),
    (2, 3, 1, '2026-05-05', '2026-05-08', NULL),
    (3, 2, 2, '2026-05-01', '2026-05-04', '2026-05-09'),
    (4, 4, 3, '2026-05-08', '2026-05-11', NULL);
