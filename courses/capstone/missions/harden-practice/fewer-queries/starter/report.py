def day_report(conn, day):
    result = []
    for room_id, room in conn.execute("SELECT id, name FROM rooms ORDER BY name, id").fetchall():
        entry = {"room": room, "minutes": 0, "sales": 0, "reservations": []}
        found = conn.execute(
            "SELECT id, member_id, \"start\", \"end\", price FROM reservations "
            "WHERE room_id = ? AND day = ? AND status = 'booked' ORDER BY \"start\"",
            (room_id, day),
        ).fetchall()
        for number, member_id, start, end, price in found:
            entry["minutes"] += end - start
            entry["sales"] += price
            (member,) = conn.execute("SELECT name FROM members WHERE id = ?", (member_id,)).fetchone()
            tags = conn.execute("SELECT name FROM tags WHERE reservation_id = ? ORDER BY name", (number,)).fetchall()
            entry["reservations"].append({"start": start, "member": member, "tags": [tag for (tag,) in tags]})
        result.append(entry)
    return result
