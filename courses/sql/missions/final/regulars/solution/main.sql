SELECT m.name,
       count(DISTINCT substr(o.ordered_on, 1, 7)) AS months,
       max(o.ordered_on) AS last_order,
       coalesce(sum(b.price * i.quantity), 0) AS spent
FROM members AS m
JOIN orders AS o ON o.member_id = m.id
LEFT JOIN order_items AS i ON i.order_id = o.id
LEFT JOIN books AS b ON b.id = i.book_id
GROUP BY m.id
HAVING months >= 2
ORDER BY spent DESC, m.id;
