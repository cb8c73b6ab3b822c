days = 0
total = 0
best = 0
goal = 0

while True:
    line = input()
    if line == "끝":
        break
    steps = int(line)
    days += 1
    total += steps
    if steps > best:
        best = steps
    if steps >= 8000:
        goal += 1

if days == 0:
    print("기록 없음")
else:
    print(f"{days}일 동안 {total:,}보")
    print(f"최고 {best:,}보")
    print(f"목표 달성 {goal}일")
