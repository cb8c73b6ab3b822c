SELECT m.name, count(o.id) AS orders
FROM members AS m
LEFT JOIN orders AS o ON o.member_id = m.id
GROUP BY m.id;
