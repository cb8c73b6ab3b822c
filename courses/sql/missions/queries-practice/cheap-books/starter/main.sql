-- 값이 15000원 미만이고 재고가 있는 책
SELECT title, price
FROM books;
