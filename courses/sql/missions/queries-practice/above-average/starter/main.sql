SELECT title, genre, price
FROM books
WHERE price > (SELECT avg(price) FROM books);
