from datetime import datetime, timedelta, timezone

KST = timezone(timedelta(hours=9))
NAMES = ("starts_at", "ends_at")


def read(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("format") from None


def check(condition, name):
    if not condition:
        raise ValueError(name)


def parse_period(data, now):
    check(isinstance(data, dict) and all(isinstance(data.get(name), str) for name in NAMES), "shape")
    moments = [read(data[name]) for name in NAMES]
    check(all(moment.tzinfo is not None for moment in moments), "timezone")
    start, end = (moment.astimezone(timezone.utc) for moment in moments)
    check(all(m.minute % 30 == 0 and m.second == 0 and m.microsecond == 0 for m in (start, end)), "step")
    check(start < end, "order")
    check(end - start <= timedelta(hours=6), "length")
    current = datetime.fromisoformat(now)
    check(start >= current, "past")
    check(start <= current + timedelta(days=30), "far")
    return {
        "starts_at": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ends_at": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "minutes": int((end - start).total_seconds()) // 60,
        "day": start.astimezone(KST).date().isoformat(),
    }


def problem(data, now):
    """parse_period가 일으킨 ValueError의 설명을 돌려줍니다. 고치지 마세요."""
    try:
        parse_period(data, now)
    except ValueError as error:
        return str(error)
    return None
