BEGIN;

CREATE TABLE IF NOT EXISTS cancellations (
  order_id INTEGER NOT NULL,
  book_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  canceled_on TEXT NOT NULL,
  PRIMARY KEY (order_id, book_id)
);

INSERT INTO cancellations (order_id, book_id, quantity, canceled_on)
SELECT order_id, book_id, quantity, '2026-05-05'
FROM order_items
WHERE order_id = 1;

UPDATE books
SET stock = stock + (SELECT quantity FROM order_items WHERE order_id = 1 AND book_id = books.id)
WHERE id IN (SELECT book_id FROM order_items WHERE order_id = 1);

DELETE FROM order_items WHERE order_id = 1;
DELETE FROM orders WHERE id = 1;

COMMIT;
