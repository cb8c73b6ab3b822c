def log(commits, tips):
    seen = set(tips)
    waiting = sorted(seen)
    lines = []
    while waiting:
        name = min(waiting, key=lambda commit: (-commits[commit]["time"], commit))
        waiting.remove(name)
        commit = commits[name]
        line = name + " " + commit["message"].split("\n")[0]
        if len(commit["parents"]) > 1:
            line += " (병합: " + " ".join(commit["parents"]) + ")"
        lines.append(line)
        for parent in commit["parents"]:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return lines
