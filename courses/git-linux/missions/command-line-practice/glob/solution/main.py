import re


def to_regex(pattern):
    out = ""
    i = 0
    while i < len(pattern):
        letter = pattern[i]
        if letter == "*":
            out += ".*"
        elif letter == "?":
            out += "."
        elif letter == "[":
            end = pattern.index("]", i + 1)
            inside = pattern[i + 1:end]
            negated = inside.startswith("!")
            if negated:
                inside = inside[1:]
            inside = inside.replace("\\", "\\\\").replace("^", "\\^").replace("[", "\\[")
            out += "[" + ("^" if negated else "") + inside + "]"
            i = end
        else:
            out += re.escape(letter)
        i += 1
    return re.compile(out, re.DOTALL)


def glob(pattern, names):
    regex = to_regex(pattern)
    found = []
    for name in names:
        if name.startswith(".") and not pattern.startswith("."):
            continue
        if regex.fullmatch(name):
            found.append(name)
    return sorted(found) or [pattern]
