applied = set(input().split())
attended = set(input().split())

absent = applied - attended

if absent:
    for name in absent:
        print(name)
else:
    print("전원 출석")
