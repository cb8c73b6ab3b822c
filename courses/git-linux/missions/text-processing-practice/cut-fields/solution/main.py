def cut(line, delimiter, fields):
    if delimiter not in line:
        return line
    parts = line.split(delimiter)
    wanted = set()
    for field in fields.split(","):
        if "-" in field:
            first, last = field.split("-")
            first = int(first) if first else 1
            last = int(last) if last else len(parts)
        else:
            first = last = int(field)
        wanted.update(range(first, min(last, len(parts)) + 1))
    return delimiter.join(part for number, part in enumerate(parts, 1) if number in wanted)
