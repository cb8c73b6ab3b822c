def merge(base, ours, theirs):
    merged = dict(ours)
    merged.update(theirs)
    return [merged, []]
