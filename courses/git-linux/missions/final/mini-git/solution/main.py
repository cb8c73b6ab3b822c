import sys

parents = {}
messages = {}
branches = {"main": None}
current = "main"


def reachable(start):
    seen = set()
    todo = [start]
    while todo:
        commit = todo.pop()
        if commit not in seen:
            seen.add(commit)
            todo.extend(parents[commit])
    return seen


def add(message, *from_commits):
    name = f"c{len(parents) + 1}"
    parents[name] = [commit for commit in from_commits if commit]
    messages[name] = message
    branches[current] = name
    print(f"[{current} {name}] {message}")


for line in sys.stdin.read().splitlines():
    command, _, rest = line.partition(" ")
    here = branches[current]
    if command == "commit":
        add(rest, here)
    elif command == "branch":
        if rest in branches:
            print("오류: 이미 있는 브랜치", rest)
        else:
            branches[rest] = here
    elif command in ("switch", "merge") and rest not in branches:
        print("오류: 없는 브랜치", rest)
    elif command == "switch":
        current = rest
    elif command == "merge":
        there = branches[rest]
        if there in reachable(here):
            print("이미 최신")
        elif here in reachable(there):
            branches[current] = there
            print(f"빨리 감기 {here}..{there}")
        else:
            add("Merge " + rest, here, there)
    elif command == "reset":
        target = here
        for _ in range(int(rest)):
            target = parents[target][0] if target and parents[target] else None
        if target is None:
            print("오류: 너무 멀리")
        else:
            branches[current] = target
    elif command == "log":
        while here:
            print(here, messages[here])
            here = parents[here][0] if parents[here] else None
    elif command == "lost":
        kept = set()
        for commit in branches.values():
            kept |= reachable(commit)
        lost = [commit for commit in parents if commit not in kept]
        print(" ".join(lost) or "없음")
