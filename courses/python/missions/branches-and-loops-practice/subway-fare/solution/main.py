age = int(input())

if age < 6 or age >= 65:
    kind = "무료"
    fare = 0
elif age <= 12:
    kind = "어린이"
    fare = 550
elif age <= 18:
    kind = "청소년"
    fare = 900
else:
    kind = "일반"
    fare = 1550

print(f"{kind} {fare}원")
