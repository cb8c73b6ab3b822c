import sys
from collections import Counter

lines = sys.stdin.read().splitlines()
limit = int(lines[0])
counts = Counter(line.split(" ")[0] for line in lines[1:] if line)
ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
for address, count in ordered[:limit]:
    print(count, address)
