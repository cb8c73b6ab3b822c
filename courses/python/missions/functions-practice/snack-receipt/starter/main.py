def receipt_line(name, price, count=1):
    """영수증 한 줄을 문자열로 돌려줍니다."""
    # TODO: "김밥 x 2 = 7,000원"과 같은 모양으로 돌려주세요.
    return name


def discount(total):
    """할인 금액을 돌려줍니다. 할인이 없으면 0입니다."""
    # TODO: 합계가 20,000원 이상이면 10%, 100원 미만은 버립니다.
    return 0


n = int(input())
total = 0
for i in range(n):
    name = input()
    price = int(input())
    count = input()
    # TODO: count가 빈 문자열이면 기본값을 쓰도록 부르세요.
    print(receipt_line(name, price))
    # TODO: total에 금액을 더하세요.

print(f"합계: {total}원")
# TODO: 할인이 있을 때만 할인 줄을 출력하세요.
print(f"결제: {total}원")
