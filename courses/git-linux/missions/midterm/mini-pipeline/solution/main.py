import re


def number(line):
    found = re.match(r"\s*(-?[0-9]+)", line)
    return int(found.group(1)) if found else 0


def pipeline(command, lines):
    lines = list(lines)
    for step in command.split(" | "):
        name, *options = step.split()
        if name == "grep":
            wanted = options[0] != "-v"
            lines = [line for line in lines if (options[-1] in line) == wanted]
        elif name == "sort":
            flags = options[0] if options else ""
            if "n" in flags:
                lines = sorted(lines, key=lambda line: (number(line), line), reverse="r" in flags)
            else:
                lines = sorted(lines, reverse="r" in flags)
        elif name == "uniq":
            groups = []
            for line in lines:
                if groups and groups[-1][1] == line:
                    groups[-1][0] += 1
                else:
                    groups.append([1, line])
            if options:
                lines = [f"{count} {line}" for count, line in groups]
            else:
                lines = [line for _, line in groups]
        elif name == "head":
            lines = lines[:int(options[1])]
        elif name == "tail":
            if options[1].startswith("+"):
                lines = lines[max(int(options[1]) - 1, 0):]
            else:
                count = int(options[1])
                lines = lines[-count:] if count else []
        elif name == "cut":
            delimiter, field = options[1], int(options[3])
            picked = []
            for line in lines:
                parts = line.split(delimiter)
                if len(parts) == 1:
                    picked.append(line)
                else:
                    picked.append(parts[field - 1] if field <= len(parts) else "")
            lines = picked
        elif name == "wc":
            lines = [str(len(lines))]
    return lines
