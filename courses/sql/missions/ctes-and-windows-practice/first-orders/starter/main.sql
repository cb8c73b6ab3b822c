SELECT m.name, o.id AS order_id, row_number() OVER (ORDER BY o.ordered_on) AS nth
FROM orders AS o
JOIN members AS m ON m.id = o.member_id;
