def strength(password):
    has_digit = False
    has_upper = False

    for letter in password:
        if letter.isdigit():
            has_digit = True
        # 대문자인지도 확인하세요.

    # 1. 빈칸이 있는지 먼저 확인하세요.
    # 2. 만족한 조건의 수를 세어 알맞은 문자열을 돌려주세요.
    return "강함"
