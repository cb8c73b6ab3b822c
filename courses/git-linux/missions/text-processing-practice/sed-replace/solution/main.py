def replace_nth(line, old, new, number):
    start = 0
    for _ in range(number):
        found = line.find(old, start)
        if found < 0:
            return line
        start = found + len(old)
    return line[:found] + new + line[start:]


def sed(script, lines):
    at = script.index("s")
    address = script[:at]
    delimiter = script[at + 1]
    old, new, flag = script[at + 2:].split(delimiter)

    def line_number(text):
        return len(lines) if text == "$" else int(text)

    if address == "":
        first, last = 1, len(lines)
    elif "," in address:
        first, last = map(line_number, address.split(","))
    else:
        first = last = line_number(address)

    result = []
    for number, line in enumerate(lines, 1):
        if first <= number <= last:
            if flag == "g":
                line = line.replace(old, new)
            else:
                line = replace_nth(line, old, new, int(flag) if flag else 1)
        result.append(line)
    return result
