import re


def find(name, refs, parents):
    seen = set()
    while name in refs and name not in seen:
        seen.add(name)
        name = refs[name]
    if name in parents:
        return name
    if len(name) >= 4:
        found = [commit for commit in parents if commit.startswith(name)]
        if len(found) == 1:
            return found[0]
    raise ValueError(name)


def parent(commit, number, parents):
    if number == 0:
        return commit
    if number > len(parents[commit]):
        raise ValueError(f"{commit}^{number}")
    return parents[commit][number - 1]


def resolve(text, refs, parents):
    name, steps = re.fullmatch(r"([^~^]*)(.*)", text).groups()
    commit = find(name, refs, parents)
    for sign, digits in re.findall(r"([~^])([0-9]*)", steps):
        number = int(digits) if digits else 1
        if sign == "^":
            commit = parent(commit, number, parents)
        else:
            for _ in range(number):
                commit = parent(commit, 1, parents)
    return commit
