SELECT title, price
FROM books
WHERE price < 15000 AND stock > 0
ORDER BY price, title;
