goal = int(input())
steps = [int(piece) for piece in input().split()]

if not steps:
    print("기록이 없습니다")
else:
    success = 0
    best = 0
    streak = 0
    for step in steps:
        if step >= goal:
            success += 1
            streak += 1
            best = max(best, streak)
        else:
            streak = 0

    print(f"달성한 날: {success}")
    print(f"가장 긴 연속: {best}")
    print(f"평균: {sum(steps) / len(steps)}")
