CREATE TABLE talks (
  id INTEGER PRIMARY KEY,
  title TEXT,
  held_on TEXT,
  seats INTEGER
);
