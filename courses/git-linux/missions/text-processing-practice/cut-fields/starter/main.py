def cut(line, delimiter, fields):
    parts = line.split(delimiter)
    picked = [parts[int(field) - 1] for field in fields.split(",")]
    return delimiter.join(picked)
