n = int(input())

total = 0   # 측정한 농도의 합계
count = 0   # 측정한 날의 수
bad = 0     # 나쁨인 날의 수
streak = 0  # 지금까지 이어지고 있는 나쁨인 날의 수
longest = 0 # 가장 길게 이어진 나쁨인 날의 수

for day in range(n):
    dust = int(input())
    # -1인 날, 나쁨인 날, 그 밖의 날로 나누어 변수들을 바꾸세요.
    total += dust
    count += 1

# 측정한 날이 하루도 없으면 "측정값 없음"만 출력하세요.
print("평균", total)
print(f"나쁨 {bad}일")
print(f"최장 {longest}일 연속")
