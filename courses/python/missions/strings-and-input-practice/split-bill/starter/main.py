total, people = map(int, input().split())

# 한 사람이 내는 돈(100원 아래는 버림)과 총무가 내는 돈을 계산하세요.
each = total
leader = total

print(f"한 사람: {each}원")
print(f"총무: {leader}원")
