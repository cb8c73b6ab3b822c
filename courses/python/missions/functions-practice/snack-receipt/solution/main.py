def receipt_line(name, price, count=1):
    """영수증 한 줄을 문자열로 돌려줍니다."""
    return f"{name} x {count} = {price * count:,}원"


def discount(total):
    """할인 금액을 돌려줍니다. 할인이 없으면 0입니다."""
    if total < 20000:
        return 0
    return total // 10 // 100 * 100


n = int(input())
total = 0
for i in range(n):
    name = input()
    price = int(input())
    count = input()
    if count == "":
        print(receipt_line(name, price))
        total += price
    else:
        print(receipt_line(name, price, int(count)))
        total += price * int(count)

print(f"합계: {total:,}원")
off = discount(total)
if off > 0:
    print(f"할인: {off:,}원")
print(f"결제: {total - off:,}원")
