SELECT m.name, count(*) AS orders
FROM members AS m
JOIN orders AS o ON o.member_id = m.id
GROUP BY m.name;
