SELECT b.genre, b.title, sum(b.price * i.quantity) AS sales
FROM books AS b
JOIN order_items AS i ON i.book_id = b.id
GROUP BY b.id;
