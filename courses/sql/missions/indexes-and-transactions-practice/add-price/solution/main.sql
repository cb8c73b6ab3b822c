ALTER TABLE order_items ADD COLUMN price INTEGER NOT NULL DEFAULT 0;

UPDATE order_items
SET price = (SELECT price FROM books WHERE id = order_items.book_id)
          - CASE WHEN (SELECT ordered_on FROM orders WHERE id = order_items.order_id) < '2026-04-01' THEN 1000 ELSE 0 END;

CREATE VIEW order_totals AS
SELECT o.id AS order_id, coalesce(sum(i.price * i.quantity), 0) AS total
FROM orders AS o
LEFT JOIN order_items AS i ON i.order_id = o.id
GROUP BY o.id;
