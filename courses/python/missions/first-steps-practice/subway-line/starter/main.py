# 이 세 줄은 역의 이름을 입력받아 변수에 담습니다. 고치지 마세요.
first = input()
second = input()
third = input()

# 화살표로 이어지도록 고치고, 둘째 줄(반대 방향)도 출력하세요.
print(first, second, third)
