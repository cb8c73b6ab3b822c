import sys

lines = sys.stdin.read().splitlines()
limit = int(lines[0])
for line in lines[1:]:
    print(1, line.split(" ")[0])
