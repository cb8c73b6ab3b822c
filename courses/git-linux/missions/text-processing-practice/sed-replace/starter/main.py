def sed(script, lines):
    parts = script.split("/")
    return [line.replace(parts[1], parts[2]) for line in lines]
