BEGIN;

INSERT INTO books (title, genre, price, stock)
SELECT title, min(genre), max(price), sum(amount)
FROM arrivals
WHERE amount > 0
GROUP BY title
ON CONFLICT (title) DO UPDATE
SET stock = books.stock + excluded.stock, price = excluded.price;

DELETE FROM arrivals;

COMMIT;
