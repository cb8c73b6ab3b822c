CREATE TABLE clubs (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE club_members (
  club_id INTEGER NOT NULL REFERENCES clubs(id) ON DELETE CASCADE,
  member_id INTEGER NOT NULL REFERENCES members(id),
  joined_on TEXT NOT NULL,
  PRIMARY KEY (club_id, member_id)
);
