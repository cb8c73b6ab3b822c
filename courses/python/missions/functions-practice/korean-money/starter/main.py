def korean_money(amount):
    eok = amount // 100000000
    # TODO: 만 자리와 나머지 네 자리를 구하세요.
    man = 0
    rest = 0

    text = ""
    if eok > 0:
        text = text + f"{eok}억 "
    # TODO: 만 자리와 나머지도 0이 아닐 때만 붙이세요.

    # TODO: 끝의 공백과 0원을 처리하세요.
    return text + "원"


print(korean_money(12345678))
print(korean_money(300000000))
