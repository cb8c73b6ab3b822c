CREATE TABLE rentals (
  id INTEGER PRIMARY KEY,
  book_id INTEGER UNIQUE,
  member_id INTEGER,
  rented_on TEXT,
  returned_on TEXT,
  fee INTEGER
);
