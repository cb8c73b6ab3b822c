def digit_sum(number):
    """각 자리를 한 번 더한 값을 돌려줍니다."""
    if number < 10:
        return number
    return number % 10 + digit_sum(number // 10)


def lucky_digit(text):
    """숫자를 한 자리가 될 때까지 더한 값을 돌려줍니다."""
    total = 0
    for letter in text:
        if letter in "0123456789":
            total += int(letter)
    while total >= 10:
        total = digit_sum(total)
    return total
