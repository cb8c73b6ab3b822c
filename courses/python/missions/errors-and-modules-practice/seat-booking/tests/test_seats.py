import unittest

from seats import SeatError, book, book_all


class BookTest(unittest.TestCase):
    def setUp(self):
        self.booked = {"A1"}

    def test_빈_좌석을_예약한다(self):
        book(self.booked, "A2")
        self.assertEqual(self.booked, {"A1", "A2"})

    def test_첫_좌석과_마지막_좌석(self):
        booked = set()
        for seat in ("A1", "A8", "E1", "E8"):
            with self.subTest(seat=seat):
                book(booked, seat)
                self.assertIn(seat, booked)

    def test_없는_좌석은_오류(self):
        for seat in ("F1", "A0", "A9", "a1", "A10", "1A", ""):
            with self.subTest(seat=seat):
                with self.assertRaises(SeatError) as caught:
                    book(self.booked, seat)
                self.assertEqual(str(caught.exception), f"없는 좌석입니다: {seat}")

    def test_이미_예약된_좌석은_오류(self):
        with self.assertRaises(SeatError) as caught:
            book(self.booked, "A1")
        self.assertEqual(str(caught.exception), "이미 예약된 좌석입니다: A1")

    def test_오류가_나면_바뀌지_않는다(self):
        for seat in ("Z9", "A1"):
            with self.assertRaises(SeatError):
                book(self.booked, seat)
        self.assertEqual(self.booked, {"A1"})

    def test_SeatError는_ValueError이다(self):
        self.assertTrue(issubclass(SeatError, ValueError))


class BookAllTest(unittest.TestCase):
    def test_여러_좌석을_예약한다(self):
        booked = set()
        book_all(booked, ["B1", "B2", "B3"])
        self.assertEqual(booked, {"B1", "B2", "B3"})

    def test_하나라도_안_되면_아무것도_예약하지_않는다(self):
        booked = {"B3"}
        with self.assertRaises(SeatError):
            book_all(booked, ["B1", "B2", "B3"])
        self.assertEqual(booked, {"B3"})

    def test_같은_좌석을_두_번_적으면_오류(self):
        booked = set()
        with self.assertRaises(SeatError) as caught:
            book_all(booked, ["C1", "C1"])
        self.assertEqual(str(caught.exception), "이미 예약된 좌석입니다: C1")
        self.assertEqual(booked, set())

    def test_예약할_좌석이_없을_때(self):
        booked = {"A1"}
        book_all(booked, [])
        self.assertEqual(booked, {"A1"})
