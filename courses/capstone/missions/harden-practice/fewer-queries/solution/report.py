ROOMS = "SELECT id, name FROM rooms ORDER BY name, id"
RESERVATIONS = """
SELECT r.id, r.room_id, r."start", r."end", r.price, m.name
FROM reservations AS r JOIN members AS m ON m.id = r.member_id
WHERE r.day = ? AND r.status = 'booked'
ORDER BY r."start"
"""
TAGS = """
SELECT t.reservation_id, t.name
FROM reservations AS r JOIN tags AS t ON t.reservation_id = r.id
WHERE r.day = ? AND r.status = 'booked'
ORDER BY t.name
"""


def day_report(conn, day):
    rooms = {
        room_id: {"room": name, "minutes": 0, "sales": 0, "reservations": []}
        for room_id, name in conn.execute(ROOMS)
    }
    tags = {}
    for room_number, room_id, start, end, price, member in conn.execute(RESERVATIONS, (day,)):
        entry = rooms[room_id]
        entry["minutes"] += end - start
        entry["sales"] += price
        tags[room_number] = []
        entry["reservations"].append({"start": start, "member": member, "tags": tags[room_number]})
    for number, name in conn.execute(TAGS, (day,)):
        tags[number].append(name)
    return list(rooms.values())
