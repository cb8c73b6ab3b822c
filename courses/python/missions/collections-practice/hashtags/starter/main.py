n = int(input())
counts = {}

for i in range(n):
    post = input()
    # TODO: 한 글 안에서 같은 태그를 한 번만 세려면 무엇에 모으면 좋을까요?
    for word in post.split():
        if word.startswith("#"):
            counts[word] = counts.get(word, 0) + 1

# TODO: 횟수가 많은 것부터, 같으면 가나다순으로 정렬하고 세 개까지만 출력하세요.
for tag, count in counts.items():
    print(tag, count)

# TODO: 하나도 없을 때를 처리하세요.
