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


STEP = 30
LONGEST = 360
CANCEL_BEFORE = 180


def check_period(start, end, now):
    if type(start) is not int or type(end) is not int:
        raise Invalid("시각은 정수여야 합니다")
    if start % STEP or end % STEP or not STEP <= end - start <= LONGEST:
        raise Invalid("30분 단위로 30분부터 6시간까지 예약할 수 있습니다")
    if start < now:
        raise Invalid("지난 시각입니다")


def price(rate, start, end):
    return rate * (end - start) // 60


def check_cancel(start, now):
    if start - now < CANCEL_BEFORE:
        raise TooLate("시작 3시간 전까지 취소할 수 있습니다")
