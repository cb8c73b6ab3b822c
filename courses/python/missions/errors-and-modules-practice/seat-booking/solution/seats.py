class SeatError(ValueError):
    """예약할 수 없는 좌석"""


ALL_SEATS = {f"{row}{number}" for row in "ABCDE" for number in range(1, 9)}


def book(booked, seat):
    if seat not in ALL_SEATS:
        raise SeatError(f"없는 좌석입니다: {seat}")
    if seat in booked:
        raise SeatError(f"이미 예약된 좌석입니다: {seat}")
    booked.add(seat)


def book_all(booked, seats):
    trial = set(booked)
    for seat in seats:
        book(trial, seat)
    booked.update(trial)
