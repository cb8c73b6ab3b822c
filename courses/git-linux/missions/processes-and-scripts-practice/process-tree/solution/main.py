import sys

names = {}
children = {}
parents = {}
for line in sys.stdin.read().splitlines()[1:]:
    if not line.strip():
        continue
    pid, ppid, name = line.split(maxsplit=2)
    pid, ppid = int(pid), int(ppid)
    names[pid] = name.strip()
    parents[pid] = ppid
    children.setdefault(ppid, []).append(pid)

deepest = 0


def show(pid, depth):
    global deepest
    deepest = max(deepest, depth)
    print("  " * (depth - 1) + f"{pid} {names[pid]}")
    for child in sorted(children.get(pid, [])):
        show(child, depth + 1)


for pid in sorted(names):
    if parents[pid] not in names:
        show(pid, 1)
print("가장 깊은 층:", deepest)
