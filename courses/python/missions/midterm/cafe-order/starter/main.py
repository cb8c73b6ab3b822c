menu = input()
price, count = map(int, input().split())
paid = int(input())
stamps = int(input())

# 합계, 거스름돈, 쿠폰과 스탬프를 계산하세요.
total = 0
change = 0

print(f"{menu} x {count}")
print(f"합계 {total}원")
print(f"거스름돈 {change}원")
