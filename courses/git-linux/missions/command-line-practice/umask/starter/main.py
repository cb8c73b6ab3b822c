def created(umask, kind):
    base = 0o666 if kind == "file" else 0o777
    mode = base - int(umask, 8)
    return oct(mode)
