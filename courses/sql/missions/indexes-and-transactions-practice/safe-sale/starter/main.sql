BEGIN;
UPDATE books SET stock = stock - (SELECT quantity FROM requests WHERE book_id = books.id);
UPDATE requests SET status = '팔림';
COMMIT;
