from datetime import date


def d_day(today, target):
    start = date.fromisoformat(today)
    # TODO: target도 날짜로 바꾸고, 두 날짜의 차이를 구하세요.
    days = 0
    # TODO: days가 양수, 0, 음수일 때의 모양을 나누세요.
    return f"D-{days}"


def weekday_name(day):
    # TODO: 날짜의 weekday()를 요일 이름으로 바꾸세요.
    return "월요일"


print(d_day("2026-11-01", "2026-11-19"))
print(weekday_name("2026-03-02"))
