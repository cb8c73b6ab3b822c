class SeatError(ValueError):
    """예약할 수 없는 좌석"""


def book(booked, seat):
    # 없는 좌석과 이미 예약된 좌석을 확인하세요.
    booked.add(seat)


def book_all(booked, seats):
    for seat in seats:
        book(booked, seat)
