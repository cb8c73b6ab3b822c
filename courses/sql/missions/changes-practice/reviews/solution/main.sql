CREATE TABLE reviews (
  member_id INTEGER NOT NULL REFERENCES members(id),
  book_id INTEGER NOT NULL REFERENCES books(id) ON DELETE CASCADE,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  body TEXT DEFAULT '',
  PRIMARY KEY (member_id, book_id)
);
