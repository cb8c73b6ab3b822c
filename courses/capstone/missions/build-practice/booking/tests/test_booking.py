import sqlite3

import pytest

from domain import BookingError, Invalid, NotFound, Overlap, TooLate
from repository import SCHEMA, Repository
from service import Booking


class World:
    def __init__(self):
        self.conn = sqlite3.connect(":memory:")
        self.conn.execute("PRAGMA foreign_keys = ON")
        self.conn.executescript(SCHEMA)
        self.conn.executemany("INSERT INTO rooms VALUES (?, ?, ?)", [(1, "합주실 A", 20000), (2, "피아노실", 12000)])
        self.conn.commit()
        self.time = 0
        self.repository = Repository(self.conn)
        self.booking = Booking(self.repository, lambda: self.time)

    def rows(self):
        """저장된 예약만 봅니다."""
        self.conn.rollback()
        return self.conn.execute('SELECT room_id, member, "start", "end", price, status FROM reservations ORDER BY id').fetchall()


@pytest.fixture
def world():
    return World()


class TestRepository:
    def test_요금(self, world):
        assert world.repository.rate(2) == 12000
        assert world.repository.rate(9) is None

    def test_저장하고_읽는다(self, world):
        added = world.repository.add(1, "하린", 600, 660, 5)
        expected = {"id": 1, "room_id": 1, "member": "하린", "start": 600, "end": 660, "price": 5, "status": "booked"}
        assert added == expected
        assert world.rows() == [(1, "하린", 600, 660, 5, "booked")], "저장(COMMIT)되지 않았습니다"
        assert world.repository.get(1) == expected
        assert world.repository.get(2) is None

    def test_트리거가_막으면_Overlap(self, world):
        world.repository.add(1, "하린", 600, 660, 5)
        with pytest.raises(Overlap):
            world.repository.add(1, "도현", 630, 690, 5)
        assert len(world.rows()) == 1

    @pytest.mark.parametrize("room_id, price", [(9, 5), (1, -1)])
    def test_다른_까닭이면_그대로_내보낸다(self, world, room_id, price):
        with pytest.raises(sqlite3.IntegrityError):
            world.repository.add(room_id, "하린", 600, 660, price)
        assert world.rows() == []

    def test_취소는_저장된다(self, world):
        world.repository.add(1, "하린", 600, 660, 5)
        world.repository.cancel(1)
        assert world.rows()[0][-1] == "cancelled"

    def test_그_사람의_예약을_순서대로(self, world):
        for room_id, member, start in [(1, "하린", 600), (2, "하린", 600), (1, "도현", 900), (1, "하린", 1200), (2, "하린", 30)]:
            world.repository.add(room_id, member, start, start + 30, 0)
        ids = lambda found: [item["id"] for item in found]
        assert ids(world.repository.of_member("하린", None, 10)) == [4, 2, 1, 5]
        assert ids(world.repository.of_member("하린", None, 2)) == [4, 2]
        assert ids(world.repository.of_member("하린", (600, 2), 10)) == [1, 5]
        assert ids(world.repository.of_member("x' OR '1'='1", None, 10)) == []


class TestBook:
    def test_예약한다(self, world):
        reservation = world.booking.book("하린", 1, 600, 690)
        assert (reservation["price"], reservation["status"]) == (30000, "booked")
        assert world.rows() == [(1, "하린", 600, 690, 30000, "booked")]

    def test_없는_방은_시간보다_먼저(self, world):
        with pytest.raises(NotFound):
            world.booking.book("하린", 9, 1, 2)

    def test_어긋난_시간(self, world):
        world.time = 700
        with pytest.raises(Invalid):
            world.booking.book("하린", 1, 600, 690)
        assert world.rows() == []

    def test_겹치면_Overlap이고_맞닿으면_된다(self, world):
        world.booking.book("하린", 1, 600, 660)
        with pytest.raises(Overlap):
            world.booking.book("하린", 1, 570, 690)
        world.booking.book("도현", 1, 660, 720)
        world.booking.book("도현", 2, 600, 660)
        assert len(world.rows()) == 3

    def test_취소한_자리는_다시_예약할_수_있다(self, world):
        world.booking.book("하린", 1, 600, 660)
        world.booking.cancel("하린", 1)
        assert world.booking.book("도현", 1, 600, 660)["member"] == "도현"


class TestCancel:
    def test_취소한다(self, world):
        world.booking.book("하린", 1, 600, 660)
        world.time = 420
        assert world.booking.cancel("하린", 1)["status"] == "cancelled"
        assert world.rows()[0][-1] == "cancelled"

    def test_없거나_남의_것은_NotFound(self, world):
        world.booking.book("하린", 1, 600, 660)
        for member, number in (("도현", 1), ("하린", 2)):
            with pytest.raises(NotFound):
                world.booking.cancel(member, number)
        assert world.rows()[0][-1] == "booked"

    def test_늦으면_TooLate(self, world):
        world.booking.book("하린", 1, 600, 660)
        world.time = 421
        with pytest.raises(TooLate):
            world.booking.cancel("하린", 1)
        assert world.rows()[0][-1] == "booked"

    def test_남의_것은_늦었는지도_알려_주지_않는다(self, world):
        world.booking.book("하린", 1, 600, 660)
        world.time = 599
        with pytest.raises(NotFound):
            world.booking.cancel("도현", 1)

    def test_두_번_취소해도_된다(self, world):
        world.booking.book("하린", 1, 600, 660)
        world.booking.cancel("하린", 1)
        world.time = 599
        assert world.booking.cancel("하린", 1)["status"] == "cancelled"


class TestMine:
    @pytest.fixture
    def many(self, world):
        for start in (600, 660, 720, 780, 840):
            world.booking.book("하린", 1, start, start + 60)
        world.booking.book("도현", 2, 600, 660)
        world.booking.book("하린", 2, 720, 780)
        return world

    def pages(self, world, size):
        cursor, found = None, []
        for _ in range(10):
            page = world.booking.mine("하린", cursor, size)
            found.append([item["id"] for item in page["items"]])
            cursor = page["next"]
            if cursor is None:
                return found
        pytest.fail("쪽이 끝나지 않습니다")

    def test_쪽을_나눈다(self, many):
        assert self.pages(many, 4) == [[5, 4, 7, 3], [2, 1]]

    def test_딱_떨어지면_빈_쪽이_없다(self, many):
        assert self.pages(many, 3) == [[5, 4, 7], [3, 2, 1]]
        assert self.pages(many, 6) == [[5, 4, 7, 3, 2, 1]]

    def test_커서의_모양(self, many):
        assert many.booking.mine("하린", size=2)["next"] == "780:4"

    def test_예약이_없는_사람(self, many):
        assert many.booking.mine("유나") == {"items": [], "next": None}

    @pytest.mark.parametrize("cursor", ["", "780", "780:4:1", "a:b", "780:-4", " 780:4", "780:4\n"])
    def test_이상한_커서는_Invalid(self, many, cursor):
        with pytest.raises(Invalid):
            many.booking.mine("하린", cursor)

    @pytest.mark.parametrize("size", [0, 51, "3", True, None])
    def test_이상한_크기는_Invalid(self, many, size):
        with pytest.raises(Invalid):
            many.booking.mine("하린", None, size)


def test_예외는_모두_BookingError이다():
    for kind in (NotFound, Overlap, TooLate, Invalid):
        assert issubclass(kind, BookingError)
