SELECT m.name,
       count(o.id) FILTER (WHERE o.ordered_on >= '2026-04-01' AND o.ordered_on < '2026-05-01') AS april,
       count(o.id) AS total
FROM members AS m
LEFT JOIN orders AS o ON o.member_id = m.id
GROUP BY m.id;
