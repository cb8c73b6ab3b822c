SELECT
    m.name AS member,
    count(*) AS late,
    CAST(max(julianday('2026-05-10') - julianday(l.due_on)) AS INTEGER) AS days,
    count(DISTINCT i.tool_id) AS tools
FROM loans AS l
JOIN members AS m ON m.id = l.member_id
JOIN items AS i ON i.id = l.item_id
WHERE l.returned_on IS NULL AND l.due_on < '2026-05-10'
GROUP BY m.id
ORDER BY days DESC, m.id;
