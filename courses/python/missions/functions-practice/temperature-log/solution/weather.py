def to_fahrenheit(celsius):
    return celsius * 9 / 5 + 32


def summarize(temperatures):
    if not temperatures:
        return None
    average = round(sum(temperatures) / len(temperatures), 1)
    return min(temperatures), max(temperatures), average


def hot_spell(temperatures, limit=33):
    longest = current = 0
    for temperature in temperatures:
        current = current + 1 if temperature >= limit else 0
        longest = max(longest, current)
    return longest
