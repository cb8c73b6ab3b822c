SELECT b.genre, sum(i.quantity) AS sold, sum(b.price * i.quantity) AS sales
FROM books AS b
JOIN order_items AS i ON i.book_id = b.id
GROUP BY b.genre
HAVING sum(b.price * i.quantity) >= 30000;
