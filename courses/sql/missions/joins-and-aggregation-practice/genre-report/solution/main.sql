WITH sales AS (
  SELECT b.id, b.genre, b.stock, coalesce(sum(i.quantity), 0) AS sold
  FROM books AS b
  LEFT JOIN order_items AS i ON i.book_id = b.id
  GROUP BY b.id
)
SELECT genre,
       count(*) AS books,
       count(*) FILTER (WHERE stock = 0) AS sold_out,
       sum(sold) AS sold,
       round(count(*) FILTER (WHERE sold > 0) * 100.0 / count(*), 1) AS percent
FROM sales
GROUP BY genre;
