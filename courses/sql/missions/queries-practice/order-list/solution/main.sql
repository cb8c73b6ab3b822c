SELECT o.id, m.name, o.ordered_on
FROM orders AS o
JOIN members AS m ON m.id = o.member_id
WHERE o.ordered_on >= '2026-04-01';
