total, people = map(int, input().split())

each = total // people // 100 * 100
leader = total - each * (people - 1)

print(f"한 사람: {each:,}원")
print(f"총무: {leader:,}원")
