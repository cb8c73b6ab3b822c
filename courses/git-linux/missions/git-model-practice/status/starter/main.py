def status(head, index, work):
    lines = []
    for path in sorted(work):
        if path not in head:
            lines.append("?? " + path)
        elif head[path] != work[path]:
            lines.append(" M " + path)
    return lines
