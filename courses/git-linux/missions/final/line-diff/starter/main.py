def diff(old, new):
    result = []
    for line in old:
        result.append((" " if line in new else "-") + line)
    for line in new:
        if line not in old:
            result.append("+" + line)
    return result
