def quote(rate, start, end, weekend, member):
    total = rate * (end - start) / 60
    if start >= 1080 or weekend:
        total *= 1.2
    if member:
        total *= 0.95
    return int(total)


print(quote(10000, 1020, 1140, False, False))
