SELECT m.name AS member, count(*) AS late
FROM loans AS l
JOIN members AS m ON m.id = l.member_id
GROUP BY m.name;
