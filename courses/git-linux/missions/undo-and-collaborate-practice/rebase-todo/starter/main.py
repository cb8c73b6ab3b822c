def rebase(onto, commits, todo):
    result = []
    for line in todo:
        command, name = line.split()
        commit = commits[name]
        result.append([commit["message"], commit["changes"]])
    return result
