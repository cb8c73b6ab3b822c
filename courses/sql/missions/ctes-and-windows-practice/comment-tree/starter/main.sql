SELECT c.id, count(r.id) AS replies
FROM comments AS c
LEFT JOIN comments AS r ON r.parent_id = c.id
WHERE c.parent_id IS NULL
GROUP BY c.id;
