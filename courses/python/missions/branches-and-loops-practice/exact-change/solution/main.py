money, kimbap, milk = map(int, input().split())

ways = 0

for a in range(0, money // kimbap + 1):
    for b in range(0, money // milk + 1):
        if a * kimbap + b * milk == money:
            print(f"김밥 {a}개 우유 {b}개")
            ways += 1

if ways == 0:
    print("방법 없음")
