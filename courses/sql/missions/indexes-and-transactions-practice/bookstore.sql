CREATE TABLE books (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  genre TEXT NOT NULL,
  price INTEGER NOT NULL,
  stock INTEGER NOT NULL
);
CREATE TABLE members (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city TEXT
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES members(id),
  ordered_on TEXT NOT NULL
);
CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders(id),
  book_id INTEGER NOT NULL REFERENCES books(id),
  quantity INTEGER NOT NULL,
  PRIMARY KEY (order_id, book_id)
);
INSERT INTO books VALUES
  (1, '별을 세는 밤', '소설', 13000, 4),
  (2, '처음 만나는 SQL', '컴퓨터', 22000, 2),
  (3, '골목의 빵집', '에세이', 12000, 0),
  (4, '바다 건너 편지', '소설', 15000, 7),
  (5, '알고리즘 산책', '컴퓨터', 28000, 1);
INSERT INTO members VALUES
  (1, '지민', '서울'),
  (2, '서연', '부산'),
  (3, '하준', NULL),
  (4, '유나', '서울');
INSERT INTO orders VALUES
  (1, 1, '2026-03-02'),
  (2, 2, '2026-03-05'),
  (3, 1, '2026-04-11'),
  (4, 4, '2026-04-20');
INSERT INTO order_items VALUES
  (1, 1, 1), (1, 2, 1),
  (2, 4, 2),
  (3, 5, 1), (3, 1, 2),
  (4, 2, 1);
