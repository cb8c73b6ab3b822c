HOME = "/home/jimin"


def walk(cwd, path):
    if path == "" or path == "~":
        path = HOME
    elif path.startswith("~/"):
        path = HOME + path[1:]
    elif not path.startswith("/"):
        path = cwd + "/" + path

    places = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == "..":
            if places:
                places.pop()
        else:
            places.append(part)
    return "/" + "/".join(places)
