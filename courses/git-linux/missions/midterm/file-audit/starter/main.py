import sys

for line in sys.stdin.read().splitlines():
    fields = line.split()
    print(fields[0], fields[-1])
