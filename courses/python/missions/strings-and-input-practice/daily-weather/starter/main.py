morning = float(input())
noon = float(input())
night = float(input())

# 아래의 세 줄을 알맞은 계산식으로 고치세요.
average = 0
gap = 0
fahrenheit = 0

print("평균", average)
print("일교차", gap)
print("화씨", fahrenheit)
