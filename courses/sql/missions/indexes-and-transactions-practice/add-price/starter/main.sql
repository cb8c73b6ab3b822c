CREATE VIEW order_totals AS
SELECT i.order_id, sum(b.price * i.quantity) AS total
FROM order_items AS i
JOIN books AS b ON b.id = i.book_id
GROUP BY i.order_id;
