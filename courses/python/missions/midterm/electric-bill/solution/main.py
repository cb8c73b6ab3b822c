n = int(input())
total = 0

for i in range(n):
    name, text = input().split()
    usage = int(text)

    if usage <= 200:
        basic = 910
        energy = usage * 120
    elif usage <= 400:
        basic = 1600
        energy = 200 * 120 + (usage - 200) * 210
    else:
        basic = 7300
        energy = 200 * 120 + 200 * 210 + (usage - 400) * 310

    bill = (basic + energy) * 110 // 100 // 10 * 10
    total += bill
    print(f"{name} {bill:,}원")

print(f"합계 {total:,}원")
