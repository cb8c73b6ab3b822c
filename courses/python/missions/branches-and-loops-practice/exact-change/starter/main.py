money, kimbap, milk = map(int, input().split())

ways = 0  # 찾은 방법의 수

# 지금은 김밥만 사는 방법만 찾습니다.
# 반복문을 하나 더 써서 우유의 개수도 바꾸어 보세요.
for a in range(0, money // kimbap + 1):
    if a * kimbap == money:
        print(f"김밥 {a}개 우유 0개")
        ways += 1

# 방법이 하나도 없을 때를 처리하세요.
