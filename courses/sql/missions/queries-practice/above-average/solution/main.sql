SELECT title, genre, price
FROM books AS b
WHERE price > (SELECT avg(price) FROM books WHERE genre = b.genre);
