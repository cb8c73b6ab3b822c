age = int(input())

# 어린이, 청소년, 65세 이상의 갈래를 더하고 조건의 경계를 확인하세요.
if age < 6:
    kind = "무료"
    fare = 0
else:
    kind = "일반"
    fare = 1550

print(f"{kind} {fare}원")
