CREATE TABLE reviews (
  member_id INTEGER,
  book_id INTEGER,
  stars INTEGER,
  body TEXT
);
