def log(commits, tips):
    lines = []
    for name in tips:
        while name:
            commit = commits[name]
            lines.append(name + " " + commit["message"])
            name = commit["parents"][0] if commit["parents"] else None
    return lines
