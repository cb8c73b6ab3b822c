SELECT m.name, count(*) AS april
FROM members AS m
LEFT JOIN orders AS o ON o.member_id = m.id
WHERE o.ordered_on >= '2026-04-01'
GROUP BY m.id;
