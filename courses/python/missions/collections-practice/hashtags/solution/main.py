n = int(input())
counts = {}

for i in range(n):
    words = input().lower().split()
    tags = {word for word in words if word.startswith("#") and len(word) > 1}
    for tag in tags:
        counts[tag] = counts.get(tag, 0) + 1

ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
for tag, count in ranking[:3]:
    print(tag, count)

if not ranking:
    print("해시태그가 없습니다")
