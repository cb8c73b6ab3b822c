import sys

parents = {}
messages = {}
branches = {"main": None}
current = "main"

for line in sys.stdin.read().splitlines():
    command, _, rest = line.partition(" ")
    if command == "commit":
        name = f"c{len(parents) + 1}"
        parents[name] = [branches[current]] if branches[current] else []
        messages[name] = rest
        branches[current] = name
        print(f"[{current} {name}] {rest}")
