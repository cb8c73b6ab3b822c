def parse_line(line, names):
    """한 줄을 (이름, 금액)으로 바꿉니다. 잘못된 줄이면 ValueError를 일으킵니다."""
    name, item, amount = line.split(",")
    # TODO: 공백을 없애고, 이름이 names에 있는지와 금액이 1 이상인지 확인하세요.
    return name, int(amount)


def main():
    names = input().split()
    paid = {name: 0 for name in names}
    skipped = 0

    # TODO: 파일이 없을 때를 처리하세요. 지금은 빈 목록으로 시작합니다.
    lines = []
    # with open("expenses.txt", encoding="utf-8") as file:
    #     lines = file.readlines()

    for line in lines:
        # TODO: 빈 줄은 무시하고, 잘못된 줄은 skipped에 세세요.
        name, amount = parse_line(line, names)
        paid[name] += amount

    total = sum(paid.values())
    print(f"총액: {total:,}원")
    # TODO: 1인당 금액과 사람마다의 정산을 출력하세요.
    print(f"건너뛴 줄: {skipped}")


main()
