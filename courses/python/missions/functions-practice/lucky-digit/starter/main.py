def digit_sum(number):
    """각 자리를 한 번 더한 값을 돌려줍니다."""
    # TODO: 한 자리이면 그대로, 아니면 (마지막 자리) + (나머지 자리의 합)
    return number


def lucky_digit(text):
    """숫자를 한 자리가 될 때까지 더한 값을 돌려줍니다."""
    total = 0
    for letter in text:
        # TODO: letter가 숫자일 때만 total에 더하세요.
        pass
    # TODO: total이 한 자리가 될 때까지 digit_sum을 되풀이하세요.
    return total


print(digit_sum(2026))
print(lucky_digit("010-1234-5678"))
