def free_times(opening, booked, length):
    now, close = opening
    result = []
    for start, end in sorted(booked):
        if start == end:
            continue
        gap_end = min(start, close)
        if gap_end - now >= length:
            result.append([now, gap_end])
        now = max(now, end)
    if close - now >= length:
        result.append([now, close])
    return result
