INSERT INTO books (title, genre, price, stock)
VALUES ('겨울 정원', '에세이', 0, 0);
