DELETE FROM orders
WHERE ordered_on < '2026-04-01';
