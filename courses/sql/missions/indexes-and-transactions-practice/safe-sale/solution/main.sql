BEGIN;

UPDATE requests
SET status = CASE
  WHEN quantity <= (SELECT stock FROM books WHERE books.id = requests.book_id) THEN '처리'
  ELSE '품절'
END
WHERE status IS NULL;

INSERT INTO orders (id, member_id, ordered_on)
SELECT 1000 + id, member_id, '2026-05-05' FROM requests WHERE status = '처리';

INSERT INTO order_items (order_id, book_id, quantity)
SELECT 1000 + id, book_id, quantity FROM requests WHERE status = '처리';

UPDATE books
SET stock = stock - (SELECT quantity FROM requests WHERE status = '처리' AND book_id = books.id)
WHERE id IN (SELECT book_id FROM requests WHERE status = '처리');

UPDATE requests SET status = '팔림' WHERE status = '처리';

COMMIT;
