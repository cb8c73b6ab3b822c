SELECT substr(o.ordered_on, 1, 7) AS month, b.title, sum(i.quantity) AS sold
FROM orders AS o
JOIN order_items AS i ON i.order_id = o.id
JOIN books AS b ON b.id = i.book_id
GROUP BY month, b.id;
