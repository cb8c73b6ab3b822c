def strength(password):
    if " " in password:
        return "사용 불가"

    has_digit = False
    has_upper = False
    for letter in password:
        if letter.isdigit():
            has_digit = True
        if letter.isupper():
            has_upper = True

    count = 0
    if len(password) >= 8:
        count += 1
    if has_digit:
        count += 1
    if has_upper:
        count += 1

    if count == 3:
        return "강함"
    elif count == 2:
        return "보통"
    else:
        return "약함"
