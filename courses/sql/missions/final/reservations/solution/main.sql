CREATE TABLE talks (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  held_on TEXT NOT NULL,
  seats INTEGER NOT NULL CHECK (seats >= 1),
  UNIQUE (title, held_on)
);

CREATE TABLE speakers (
  talk_id INTEGER NOT NULL REFERENCES talks(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 1),
  PRIMARY KEY (talk_id, place),
  UNIQUE (talk_id, name)
);

CREATE TABLE reservations (
  id INTEGER PRIMARY KEY,
  talk_id INTEGER NOT NULL REFERENCES talks(id),
  member_id INTEGER NOT NULL REFERENCES members(id),
  people INTEGER NOT NULL DEFAULT 1 CHECK (people BETWEEN 1 AND 4),
  canceled INTEGER NOT NULL DEFAULT 0 CHECK (canceled IN (0, 1))
);

CREATE UNIQUE INDEX one_reservation ON reservations (talk_id, member_id) WHERE canceled = 0;
