menu = input().strip()
price, count = map(int, input().split())
paid = int(input())
stamps = int(input())

total = price * count
change = paid - total
stamps += count
coupons = stamps // 10
stamps %= 10

print(f"{menu} x {count}")
print(f"합계 {total:,}원")
print(f"거스름돈 {change:,}원")
print(f"쿠폰 {coupons}장, 스탬프 {stamps}개")
