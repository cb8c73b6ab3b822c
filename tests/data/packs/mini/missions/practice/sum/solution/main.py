print(sum(map(int, input().split())))  # CANARY-SOLUTION-7f3a
