def apply(state, commands):
    commits = state["commits"]
    head = state["head"]
    index = dict(state["index"])
    work = dict(state["work"])
    for name, *options in commands:
        if name == "reset":
            mode, back = options
            if back > head:
                raise ValueError("그만큼 뒤로 갈 수 없습니다")
            before = commits[head]
            head -= back
            target = commits[head]
            if mode == "hard":
                unknown = {path: text for path, text in work.items() if path not in before and path not in index}
                work = {**unknown, **target}
            if mode != "soft":
                index = dict(target)
        elif name == "restore":
            path = options[0]
            if path not in index:
                raise ValueError(path)
            work[path] = index[path]
        else:
            path = options[0]
            if path in commits[head]:
                index[path] = commits[head][path]
            else:
                index.pop(path, None)
    return [head, index, work]
