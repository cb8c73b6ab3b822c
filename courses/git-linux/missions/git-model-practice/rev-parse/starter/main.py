def resolve(text, refs, parents):
    name, _, count = text.partition("~")
    commit = refs[name]
    for _ in range(int(count or 0)):
        commit = parents[commit][0]
    return commit
