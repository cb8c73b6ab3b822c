morning = float(input())
noon = float(input())
night = float(input())

average = (morning + noon + night) / 3
gap = max(morning, noon, night) - min(morning, noon, night)
fahrenheit = average * 9 / 5 + 32

print("평균", average)
print("일교차", gap)
print("화씨", fahrenheit)
