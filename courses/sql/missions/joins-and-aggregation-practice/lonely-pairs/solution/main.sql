WITH bought AS (
  SELECT DISTINCT o.member_id, i.book_id
  FROM orders AS o
  JOIN order_items AS i ON i.order_id = o.id
)
SELECT a.name AS first, b.name AS second, a.city,
       count(y.book_id) AS common
FROM members AS a
JOIN members AS b ON a.city = b.city AND a.id < b.id
LEFT JOIN bought AS x ON x.member_id = a.id
LEFT JOIN bought AS y ON y.member_id = b.id AND y.book_id = x.book_id
GROUP BY a.id, b.id;
