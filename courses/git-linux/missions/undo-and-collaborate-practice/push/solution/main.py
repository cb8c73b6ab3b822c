def is_ancestor(parents, ancestor, commit):
    seen = set()
    todo = [commit]
    while todo:
        now = todo.pop()
        if now == ancestor:
            return True
        if now not in seen:
            seen.add(now)
            todo.extend(parents[now])
    return False


def push(parents, remote, update):
    branch, to, mode = update["branch"], update["to"], update["mode"]
    now = remote.get(branch, "")
    if mode == "lease" and now != update["expected"]:
        return ["stale info", remote]
    moved = {**remote, branch: to}
    if to == "":
        if now == "":
            return ["no such branch", remote]
        del moved[branch]
        return ["deleted", moved]
    if now == "":
        return ["new branch", moved]
    if now == to:
        return ["up to date", remote]
    if is_ancestor(parents, now, to):
        return ["fast-forward", moved]
    if mode == "normal":
        return ["rejected", remote]
    return ["forced update", moved]
