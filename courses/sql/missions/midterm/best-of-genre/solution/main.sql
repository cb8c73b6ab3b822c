WITH sales AS (
  SELECT b.genre, b.title, coalesce(sum(b.price * i.quantity), 0) AS sales
  FROM books AS b
  LEFT JOIN order_items AS i ON i.book_id = b.id
  GROUP BY b.id
),
places AS (
  SELECT genre, title, sales, rank() OVER (PARTITION BY genre ORDER BY sales DESC) AS place
  FROM sales
)
SELECT genre, title, sales, place
FROM places
WHERE place <= 2;
