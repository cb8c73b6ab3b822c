SELECT b.genre, count(*) AS books, sum(i.quantity) AS sold
FROM books AS b
LEFT JOIN order_items AS i ON i.book_id = b.id
GROUP BY b.genre;
