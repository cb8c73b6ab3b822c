from datetime import date


def d_day(today, target):
    days = (date.fromisoformat(target) - date.fromisoformat(today)).days
    if days > 0:
        return f"D-{days}"
    if days < 0:
        return f"D+{-days}"
    return "D-DAY"


def weekday_name(day):
    names = "월화수목금토일"
    return names[date.fromisoformat(day).weekday()] + "요일"
