SELECT m.name, o.id AS order_id,
       row_number() OVER w AS nth,
       CAST(julianday(o.ordered_on) - julianday(lag(o.ordered_on) OVER w) AS INTEGER) AS days
FROM orders AS o
JOIN members AS m ON m.id = o.member_id
WINDOW w AS (PARTITION BY o.member_id ORDER BY o.ordered_on, o.id);
