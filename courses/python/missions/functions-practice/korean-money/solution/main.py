def korean_money(amount):
    if amount == 0:
        return "0원"

    eok = amount // 100000000
    man = amount // 10000 % 10000
    rest = amount % 10000

    text = ""
    if eok > 0:
        text += f"{eok}억 "
    if man > 0:
        text += f"{man}만 "
    if rest > 0:
        text += f"{rest}"
    return text.strip() + "원"
