def reachable(parents, start):
    seen = set()
    todo = [start]
    while todo:
        commit = todo.pop()
        if commit not in seen:
            seen.add(commit)
            todo.extend(parents[commit])
    return seen


def merge_bases(parents, a, b):
    common = reachable(parents, a) & reachable(parents, b)
    farther = set()
    for commit in common:
        farther |= reachable(parents, commit) - {commit}
    return sorted(common - farther)
