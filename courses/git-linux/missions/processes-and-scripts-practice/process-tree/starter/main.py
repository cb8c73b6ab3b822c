import sys

for line in sys.stdin.read().splitlines()[1:]:
    pid, ppid, name = line.split(maxsplit=2)
    print(pid, name)
