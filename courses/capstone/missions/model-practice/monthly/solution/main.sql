SELECT
    r.name AS room,
    count(v.id) AS times,
    coalesce(sum(unixepoch(v.ends_at) - unixepoch(v.starts_at)), 0) / 3600.0 AS hours,
    coalesce(sum(v.price), 0) AS sales,
    count(DISTINCT v.member_id) AS guests
FROM rooms AS r
LEFT JOIN reservations AS v
       ON v.room_id = r.id
      AND v.status = 'booked'
      AND v.starts_at >= '2026-05-01T00:00:00Z'
      AND v.starts_at < '2026-06-01T00:00:00Z'
GROUP BY r.id
ORDER BY sales DESC, r.id;
