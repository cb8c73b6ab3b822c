CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rate INTEGER NOT NULL CHECK (rate >= 0));
INSERT INTO members VALUES (1, 'harin@example.com', '하린'), (2, 'dohyun@example.com', '도현');
INSERT INTO rooms VALUES (1, '합주실 A', 20000), (2, '피아노실', 12000), (3, '드럼실', 15000);
