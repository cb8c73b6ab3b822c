def ignored(patterns, path):
    name = path.split("/")[-1]
    for pattern in patterns:
        if pattern.startswith("*") and name.endswith(pattern[1:]):
            return True
    return False
