import sys

counts = {"-": 0, "d": 0, "l": 0}
total = 0
for line in sys.stdin.read().splitlines():
    if not line.strip() or line.startswith("total "):
        continue
    mode, _, _, _, size, _, _, _, name = line.split(maxsplit=8)
    kind = mode[0]
    counts[kind] += 1
    if kind == "-":
        total += int(size)
        if mode[3] in "sS":
            print("SETUID", name)
    sticky = kind == "d" and mode[9] in "tT"
    if kind != "l" and mode[8] == "w" and not sticky:
        print("WRITABLE", name)
print(f"파일 {counts['-']}개, {total}바이트")
print(f"디렉터리 {counts['d']}개, 링크 {counts['l']}개")
