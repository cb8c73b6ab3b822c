from card import Card, CardError, FARES


def charge(card, amount):
    amount = int(amount)
    card.charge(amount)
    return f"충전: {amount:,}원 / 잔액 {card.balance:,}원"


def ride(card, vehicle, minute):
    if vehicle not in FARES:
        raise ValueError(f"없는 교통수단입니다: {vehicle}")
    fare = card.ride(vehicle, int(minute))
    paid = f"{fare:,}원" if fare > 0 else "환승"
    return f"{vehicle}: {paid} / 잔액 {card.balance:,}원"


def run(card, command):
    """명령 하나를 실행하고, 출력할 글을 돌려줍니다."""
    words = command.split()
    if len(words) == 2 and words[0] == "충전":
        return charge(card, words[1])
    if len(words) == 3 and words[0] == "승차":
        return ride(card, words[1], words[2])
    if words == ["잔액"]:
        return f"잔액: {card.balance:,}원"
    raise ValueError(f"없는 명령입니다: {command}")


card = Card()
while True:
    command = input()
    if command == "끝":
        break
    try:
        print(run(card, command))
    except CardError as error:
        print(f"오류: {error}")
    except ValueError:
        print("오류: 알 수 없는 명령입니다")
