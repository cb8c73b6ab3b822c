CREATE INDEX orders_by_member_and_day ON orders (member_id, ordered_on);
CREATE INDEX order_items_by_book ON order_items (book_id);
CREATE INDEX books_by_genre_and_price ON books (genre, price);
CREATE UNIQUE INDEX members_by_name_and_city ON members (name, city);
