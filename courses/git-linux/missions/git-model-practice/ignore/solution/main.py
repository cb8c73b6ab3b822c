import re


def to_regex(pattern):
    out = ""
    i = 0
    if pattern.startswith("**/"):
        out, i = "(?:.*/)?", 3
    while i < len(pattern):
        if pattern.startswith("/**/", i):
            out += "/(?:.*/)?"
            i += 4
        elif pattern[i:] == "/**":
            out += "/.+"
            i += 3
        elif pattern[i] == "*":
            out += "[^/]*"
            i += 1
        elif pattern[i] == "?":
            out += "[^/]"
            i += 1
        else:
            out += re.escape(pattern[i])
            i += 1
    return out


def rules(patterns):
    for line in patterns:
        line = line.rstrip()
        if not line or line.startswith("#"):
            continue
        restore = line.startswith("!")
        if restore:
            line = line[1:]
        only_directories = line.endswith("/")
        if only_directories:
            line = line[:-1]
        whole = "/" in line
        if line.startswith("/"):
            line = line[1:]
        yield restore, only_directories, whole, re.compile(to_regex(line), re.DOTALL)


def ignored(patterns, path):
    parts = path.split("/")
    for depth in range(1, len(parts) + 1):
        here = "/".join(parts[:depth])
        directory = depth < len(parts)
        result = False
        for restore, only_directories, whole, regex in rules(patterns):
            if only_directories and not directory:
                continue
            if regex.fullmatch(here if whole else parts[depth - 1]):
                result = not restore
        if result:
            return True
    return False
