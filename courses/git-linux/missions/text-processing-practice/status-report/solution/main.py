import sys

totals = {}
skipped = 0
for line in sys.stdin:
    fields = line.split()
    if not fields:
        continue
    if len(fields) != 5:
        skipped += 1
        continue
    path, status, size = fields[2], int(fields[3]), fields[4]
    entry = totals.setdefault(path, [0, 0, 0])
    entry[0] += 1
    if status >= 400:
        entry[1] += 1
    entry[2] += 0 if size == "-" else int(size)

for path, (count, failed, size) in sorted(totals.items(), key=lambda item: (-item[1][2], item[0])):
    print(path, count, failed, size)
print("건너뜀", skipped)
