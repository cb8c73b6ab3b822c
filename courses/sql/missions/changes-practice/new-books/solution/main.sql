INSERT INTO books (title, genre, price, stock)
VALUES ('겨울 정원', '에세이', 14000, 3);

UPDATE books
SET price = price + price / 10
WHERE genre = '컴퓨터';
