DELETE FROM order_items
WHERE order_id IN (SELECT id FROM orders WHERE ordered_on < '2026-04-01');

DELETE FROM orders
WHERE ordered_on < '2026-04-01';
