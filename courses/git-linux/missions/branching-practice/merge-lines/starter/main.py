def merge_lines(base, ours, theirs):
    result = []
    conflicts = 0
    for before, mine, yours in zip(base, ours, theirs):
        if mine != yours:
            conflicts += 1
        result.append(mine)
    return [result, conflicts]
