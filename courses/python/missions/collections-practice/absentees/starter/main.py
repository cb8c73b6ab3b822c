applied = input().split()
attended = input().split()

# TODO: 신청했지만 오지 않은 사람만 모으세요. 어떤 자료형의 뺄셈이 어울릴까요?
absent = applied

for name in absent:
    print(name)

# TODO: 모두 왔을 때는 "전원 출석"을 출력하세요.
