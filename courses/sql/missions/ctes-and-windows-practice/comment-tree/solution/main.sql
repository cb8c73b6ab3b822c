WITH RECURSIVE tree AS (
  SELECT id, id AS root, 1 AS depth
  FROM comments
  WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, t.root, t.depth + 1
  FROM tree AS t
  JOIN comments AS c ON c.parent_id = t.id
)
SELECT root AS id, count(*) - 1 AS replies, max(depth) AS depth
FROM tree
GROUP BY root;
