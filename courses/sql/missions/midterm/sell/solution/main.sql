BEGIN;

INSERT INTO orders (id, member_id, ordered_on) VALUES (100, 3, '2026-05-05');
INSERT INTO order_items (order_id, book_id, quantity) VALUES (100, 4, 2), (100, 1, 1);

UPDATE books SET stock = stock - 2 WHERE id = 4;
UPDATE books SET stock = stock - 1 WHERE id = 1;

COMMIT;
