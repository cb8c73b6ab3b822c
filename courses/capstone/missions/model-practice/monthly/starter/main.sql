SELECT r.name AS room, count(*) AS times
FROM reservations AS v
JOIN rooms AS r ON r.id = v.room_id
GROUP BY r.id;
