def parse_line(line, names):
    """한 줄을 (이름, 금액)으로 바꿉니다. 잘못된 줄이면 ValueError를 일으킵니다."""
    name, item, amount = line.split(",")
    name = name.strip()
    amount = int(amount)
    if name not in names:
        raise ValueError(f"일행이 아닙니다: {name}")
    if amount < 1:
        raise ValueError(f"금액이 1보다 작습니다: {amount}")
    return name, amount


def settlement(name, balance):
    """한 사람의 정산 결과를 글로 돌려줍니다."""
    if balance > 0:
        return f"{name}: 받을 돈 {balance:,}원"
    if balance < 0:
        return f"{name}: 보낼 돈 {-balance:,}원"
    return f"{name}: 정산 끝"


def main():
    names = input().split()
    paid = {name: 0 for name in names}
    skipped = 0

    try:
        with open("expenses.txt", encoding="utf-8") as file:
            lines = file.readlines()
    except FileNotFoundError:
        print("지출 파일이 없습니다")
        return

    for line in lines:
        if not line.strip():
            continue
        try:
            name, amount = parse_line(line, names)
        except ValueError:
            skipped += 1
        else:
            paid[name] += amount

    total = sum(paid.values())
    share = total // len(names)
    print(f"총액: {total:,}원")
    print(f"1인당: {share:,}원")
    for name in names:
        print(settlement(name, paid[name] - share))
    print(f"건너뛴 줄: {skipped}")


main()
