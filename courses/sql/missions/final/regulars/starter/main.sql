SELECT m.name, count(*) AS months
FROM members AS m
JOIN orders AS o ON o.member_id = m.id
GROUP BY m.name
HAVING count(*) >= 2;
