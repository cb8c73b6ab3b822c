INSERT INTO books (title, genre, price, stock)
SELECT title, genre, price, amount FROM arrivals WHERE true
ON CONFLICT (title) DO UPDATE SET stock = excluded.stock;
