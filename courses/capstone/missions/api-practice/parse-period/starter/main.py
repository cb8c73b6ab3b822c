from datetime import datetime, timedelta, timezone

KST = timezone(timedelta(hours=9))


def parse_period(data, now):
    start = datetime.fromisoformat(data["starts_at"])
    end = datetime.fromisoformat(data["ends_at"])
    return {
        "starts_at": start.isoformat(),
        "ends_at": end.isoformat(),
        "minutes": (end - start).seconds // 60,
        "day": start.date().isoformat(),
    }


def problem(data, now):
    """parse_period가 일으킨 ValueError의 설명을 돌려줍니다. 고치지 마세요."""
    try:
        parse_period(data, now)
    except ValueError as error:
        return str(error)
    return None
