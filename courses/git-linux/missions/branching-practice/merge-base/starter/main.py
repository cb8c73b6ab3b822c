def merge_bases(parents, a, b):
    # 먼저 양쪽에서 닿는 커밋을 모두 모으고, 더 가까운 것이 있는 것을 빼 보세요.
    while a != b:
        a = parents[a][0]
        b = parents[b][0]
    return [a]
