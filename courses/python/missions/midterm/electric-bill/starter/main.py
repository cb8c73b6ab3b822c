n = int(input())
total = 0

for i in range(n):
    name, text = input().split()
    usage = int(text)

    # 사용량에 따라 기본요금과 전력량요금을 정하세요.
    # 지금은 모든 집을 200kWh 이하인 것처럼 계산합니다.
    basic = 910
    energy = usage * 120

    # 부가가치세 10%를 더하고 10원 아래를 버리세요.
    bill = basic + energy

    print(f"{name} {bill:,}원")

print(f"합계 {total:,}원")
