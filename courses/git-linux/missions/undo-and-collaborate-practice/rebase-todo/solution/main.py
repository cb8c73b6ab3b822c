def rebase(onto, commits, todo):
    result = []
    now = dict(onto)
    for line in todo:
        command, name, *rest = line.split(" ", 2)
        if command == "drop":
            continue
        commit = commits[name]
        after = {**now, **commit["changes"]}
        if command in ("pick", "reword"):
            if after == now:
                continue
            message = rest[0] if command == "reword" else commit["message"]
            result.append([message, after])
        else:
            if not result:
                raise ValueError(line)
            message = result[-1][0]
            if command == "squash":
                message += "\n" + commit["message"]
            result[-1] = [message, after]
        now = after
    return result
