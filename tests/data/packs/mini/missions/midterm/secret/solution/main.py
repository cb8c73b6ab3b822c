print(input().upper())  # CANARY-SOLUTION-7f3a
