SELECT b.genre, i.quantity
FROM books AS b
JOIN order_items AS i ON i.book_id = b.id;
