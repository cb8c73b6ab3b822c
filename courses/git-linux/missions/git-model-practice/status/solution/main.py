def status(head, index, work):
    tracked = []
    unknown = []
    for path in sorted(set(head) | set(index) | set(work)):
        left = right = " "
        if path in index and path not in head:
            left = "A"
        elif path in head and path not in index:
            left = "D"
        elif path in index and head[path] != index[path]:
            left = "M"

        if path in index:
            if path not in work:
                right = "D"
            elif index[path] != work[path]:
                right = "M"
        elif path in work:
            unknown.append("?? " + path)

        if left + right != "  ":
            tracked.append(left + right + " " + path)
    return tracked + unknown
