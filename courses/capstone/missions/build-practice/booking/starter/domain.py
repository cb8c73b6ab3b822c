class BookingError(Exception):
    """예약의 규칙에 어긋났습니다."""


class NotFound(BookingError):
    """없거나, 보여 주면 안 되는 것입니다."""


class Overlap(BookingError):
    """이미 예약된 시간입니다."""


class TooLate(BookingError):
    """취소할 수 있는 때가 지났습니다."""


class Invalid(BookingError):
    """값이 올바르지 않습니다."""


def check_period(start, end, now):
    # TODO: 어긋나면 Invalid를 일으키세요.
    pass


def price(rate, start, end):
    return rate


def check_cancel(start, now):
    # TODO: 늦었으면 TooLate를 일으키세요.
    pass
