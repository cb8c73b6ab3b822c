SELECT a.name AS first, b.name AS second, a.city
FROM members AS a
JOIN members AS b ON a.city = b.city;
