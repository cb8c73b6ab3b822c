WITH months AS (
  SELECT DISTINCT substr(ordered_on, 1, 7) AS month FROM orders
),
so_far AS (
  SELECT m.month, b.id, b.title, sum(i.quantity) AS sold
  FROM months AS m
  JOIN orders AS o ON substr(o.ordered_on, 1, 7) <= m.month
  JOIN order_items AS i ON i.order_id = o.id
  JOIN books AS b ON b.id = i.book_id
  GROUP BY m.month, b.id
)
SELECT month, title, sold, rank() OVER (PARTITION BY month ORDER BY sold DESC) AS place
FROM so_far;
