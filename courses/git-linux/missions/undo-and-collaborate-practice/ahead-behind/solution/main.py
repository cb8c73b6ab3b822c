def reachable(parents, start):
    seen = set()
    todo = [start]
    while todo:
        commit = todo.pop()
        if commit not in seen:
            seen.add(commit)
            todo.extend(parents[commit])
    return seen


def tracking(parents, local, remote):
    mine = reachable(parents, local)
    theirs = reachable(parents, remote)
    ahead, behind = len(mine - theirs), len(theirs - mine)
    if ahead and behind:
        return f"갈라짐 {ahead} {behind}"
    if ahead:
        return f"앞섬 {ahead}"
    if behind:
        return f"뒤처짐 {behind}"
    return "최신"
