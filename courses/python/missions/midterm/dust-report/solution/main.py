n = int(input())

total = 0
count = 0
bad = 0
streak = 0
longest = 0

for day in range(n):
    dust = int(input())
    if dust == -1:
        streak = 0
        continue

    total += dust
    count += 1
    if dust >= 81:
        bad += 1
        streak += 1
        if streak > longest:
            longest = streak
    else:
        streak = 0

if count == 0:
    print("측정값 없음")
else:
    print(f"평균 {total // count}")
    print(f"나쁨 {bad}일")
    print(f"최장 {longest}일 연속")
