def merge(base, ours, theirs):
    merged = {}
    conflicts = []
    for path in sorted(set(base) | set(ours) | set(theirs)):
        before, mine, yours = base.get(path), ours.get(path), theirs.get(path)
        if mine == yours:
            result = mine
        elif mine == before:
            result = yours
        elif yours == before:
            result = mine
        else:
            conflicts.append(path)
            if mine is None:
                result = yours
            elif yours is None:
                result = mine
            else:
                result = "\n".join(["<<<<<<<", mine, "=======", yours, ">>>>>>>"])
        if result is not None:
            merged[path] = result
    return [merged, conflicts]
