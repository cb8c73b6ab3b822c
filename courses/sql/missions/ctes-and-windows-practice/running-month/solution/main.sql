WITH RECURSIVE months(first) AS (
  SELECT '2026-01-01'
  UNION ALL
  SELECT date(first, '+1 month') FROM months WHERE first < '2026-06-01'
),
sales AS (
  SELECT substr(o.ordered_on, 1, 7) AS month, sum(b.price * i.quantity) AS sales
  FROM orders AS o
  JOIN order_items AS i ON i.order_id = o.id
  JOIN books AS b ON b.id = i.book_id
  GROUP BY substr(o.ordered_on, 1, 7)
)
SELECT substr(m.first, 1, 7) AS month,
       coalesce(s.sales, 0) AS sales,
       sum(coalesce(s.sales, 0)) OVER (ORDER BY m.first) AS so_far
FROM months AS m
LEFT JOIN sales AS s ON s.month = substr(m.first, 1, 7)
ORDER BY month;
