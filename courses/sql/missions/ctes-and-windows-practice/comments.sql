CREATE TABLE comments (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES comments(id),
  body TEXT NOT NULL
);
INSERT INTO comments VALUES
  (1, NULL, '『별을 세는 밤』을 읽었습니다'),
  (2, 1, '저도요'),
  (3, 2, '어느 장면이 좋았나요?'),
  (4, 1, '빌려 주실 수 있나요?'),
  (5, NULL, 'SQL 책 추천해 주세요'),
  (6, 5, '처음 만나는 SQL이요');
