CREATE TABLE rentals (
  id INTEGER PRIMARY KEY,
  book_id INTEGER NOT NULL REFERENCES books(id),
  member_id INTEGER NOT NULL REFERENCES members(id),
  rented_on TEXT NOT NULL,
  returned_on TEXT,
  fee INTEGER NOT NULL DEFAULT 0 CHECK (fee >= 0),
  CHECK (returned_on IS NULL OR returned_on >= rented_on)
);

CREATE UNIQUE INDEX one_rental_at_a_time ON rentals (book_id) WHERE returned_on IS NULL;
