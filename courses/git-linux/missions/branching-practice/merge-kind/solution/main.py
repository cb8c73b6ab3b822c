def reachable(parents, start):
    seen = set()
    todo = [start]
    while todo:
        commit = todo.pop()
        if commit not in seen:
            seen.add(commit)
            todo.extend(parents[commit])
    return seen


def merge_kind(parents, ours, theirs):
    from_ours = reachable(parents, ours)
    from_theirs = reachable(parents, theirs)
    if theirs in from_ours:
        return "up-to-date"
    if ours in from_theirs:
        return "fast-forward"
    if from_ours & from_theirs:
        return "merge"
    return "unrelated"
