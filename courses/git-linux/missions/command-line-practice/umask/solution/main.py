def created(umask, kind):
    base = 0o666 if kind == "file" else 0o777
    mode = base & ~int(umask, 8)
    text = "-" if kind == "file" else "d"
    for position, letter in enumerate("rwxrwxrwx"):
        bit = 1 << (8 - position)
        text += letter if mode & bit else "-"
    return text
