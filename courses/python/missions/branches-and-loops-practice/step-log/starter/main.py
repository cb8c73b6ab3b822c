days = 0    # 기록한 날의 수
total = 0   # 걸음 수의 합계
best = 0    # 가장 많이 걸은 걸음 수
goal = 0    # 목표를 달성한 날의 수

while True:
    line = input()
    if line == "끝":
        break
    steps = int(line)
    days += 1
    # 합계, 최고, 목표 달성을 여기에서 모으세요.

# 기록이 없을 때를 따로 처리하고, 나머지 두 줄도 출력하세요.
print(f"{days}일 동안 {total:,}보")
