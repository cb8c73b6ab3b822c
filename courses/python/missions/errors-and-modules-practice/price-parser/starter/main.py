def parse_price(text):
    # TODO: 문자열이 아니면 TypeError를 일으키세요.

    text = text.strip()
    # TODO: 맨 끝의 '원' 하나를 떼고, 쉼표를 모두 없애세요.

    # TODO: 숫자로만 이루어져 있지 않으면 ValueError를 일으키세요.
    return int(text)


for example in ["700", "12,900원"]:
    try:
        print(example, "->", parse_price(example))
    except ValueError as error:
        print(example, "-> 오류:", error)
