import re
from datetime import date, timedelta

RATE = 3000


class Problem(Exception):
    """규칙에 어긋났습니다. 상태 코드와 이름이 있습니다."""

    def __init__(self, status, name):
        super().__init__(name)
        self.status = status
        self.name = name


def season_dates(season):
    """철이 시작하는 날과 끝나는 날을 돌려줍니다."""
    if not isinstance(season, str) or not re.fullmatch(r"20[2-9][0-9]-(봄|가을)", season):
        raise Problem(422, "season")
    year = int(season[:4])
    if season.endswith("봄"):
        return date(year, 3, 1), date(year, 6, 30)
    return date(year, 8, 1), date(year, 11, 30)


def check_open(season, today):
    start, end = season_dates(season)
    if today > end or today < start - timedelta(days=60):
        raise Problem(409, "period")


def fee(area, season, today):
    start, end = season_dates(season)
    total = area * RATE
    if today > start:
        total = total * ((end - today).days + 1) // ((end - start).days + 1)
    return total // 10 * 10


def check_cancel(season, today):
    if today > season_dates(season)[0] + timedelta(days=7):
        raise Problem(409, "too-late")
