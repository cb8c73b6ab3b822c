def push(parents, remote, update):
    remote[update["branch"]] = update["to"]
    return ["fast-forward", remote]
