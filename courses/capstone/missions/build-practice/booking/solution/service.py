import re

from domain import Invalid, NotFound, check_cancel, check_period, price


class Booking:
    def __init__(self, repository, now):
        self.repository = repository
        self.now = now

    def book(self, member, room_id, start, end):
        rate = self.repository.rate(room_id)
        if rate is None:
            raise NotFound("없는 방입니다")
        check_period(start, end, self.now())
        return self.repository.add(room_id, member, start, end, price(rate, start, end))

    def cancel(self, member, number):
        found = self.repository.get(number)
        if found is None or found["member"] != member:
            raise NotFound("없는 예약입니다")
        if found["status"] == "cancelled":
            return found
        check_cancel(found["start"], self.now())
        self.repository.cancel(number)
        return self.repository.get(number)

    def mine(self, member, cursor=None, size=10):
        if type(size) is not int or not 1 <= size <= 50:
            raise Invalid("한 번에 1개부터 50개까지입니다")
        after = None
        if cursor is not None:
            matched = re.fullmatch(r"([0-9]+):([0-9]+)", cursor)
            if matched is None:
                raise Invalid("커서가 올바르지 않습니다")
            after = (int(matched[1]), int(matched[2]))
        found = self.repository.of_member(member, after, size + 1)
        items = found[:size]
        more = len(found) > size
        return {"items": items, "next": f"{items[-1]['start']}:{items[-1]['id']}" if more else None}
