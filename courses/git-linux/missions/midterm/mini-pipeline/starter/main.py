def pipeline(command, lines):
    for step in command.split(" | "):
        name, *options = step.split()
        if name == "sort":
            lines = sorted(lines)
    return lines
