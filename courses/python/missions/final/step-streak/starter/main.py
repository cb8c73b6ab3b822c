goal = int(input())
steps = [int(piece) for piece in input().split()]

# TODO: 기록이 없을 때를 처리하세요.

success = 0
best = 0      # 지금까지 가장 긴 연속
streak = 0    # 지금 이어지고 있는 연속
for step in steps:
    # TODO: 목표를 달성했을 때와 그렇지 못했을 때를 나누세요.
    pass

print(f"달성한 날: {success}")
print(f"가장 긴 연속: {best}")
# TODO: 평균을 출력하세요.
