STEP = 30


def quote(rate, start, end, weekend, member):
    if start % STEP or end % STEP or start < 0 or end > 1440:
        raise ValueError("30분 단위로, 하루 안에서 예약해야 합니다")
    if not STEP <= end - start <= 360:
        raise ValueError("30분 이상 6시간 이하로 예약해야 합니다")

    total = 0  # 100배
    for time in range(start, end, STEP):
        peak = weekend or 1080 <= time < 1320
        total += rate // 2 * (120 if peak else 100)
    total *= 90 if end - start >= 180 else 100
    total *= 95 if member else 100
    return total // 1_000_000 // 100 * 100
