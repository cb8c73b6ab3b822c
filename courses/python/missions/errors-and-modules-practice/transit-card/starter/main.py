from card import Card, CardError, FARES


def run(card, command):
    """명령 하나를 실행하고, 출력할 글을 돌려줍니다."""
    words = command.split()
    if words[0] == "충전":
        amount = int(words[1])
        card.charge(amount)
        return f"충전: {amount:,}원 / 잔액 {card.balance:,}원"
    # TODO: 승차와 잔액 명령을 더하세요.
    return "오류: 알 수 없는 명령입니다"


card = Card()
while True:
    command = input()
    if command == "끝":
        break
    # TODO: CardError와, 명령을 잘못 적어서 생기는 예외를 잡아 안내하세요.
    try:
        print(run(card, command))
    except (ValueError, IndexError):
        print("오류")
