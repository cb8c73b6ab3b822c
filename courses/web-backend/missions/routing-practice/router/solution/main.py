from urllib.parse import unquote


def match(pattern, path):
    """맞으면 이름과 값의 딕셔너리, 아니면 None을 돌려줍니다."""
    wanted = pattern.split("/")
    given = path.split("/")
    if len(wanted) != len(given):
        return None
    params = {}
    for want, got in zip(wanted, given):
        got = unquote(got)
        if not want.startswith("{"):
            if want != got:
                return None
            continue
        name, _, kind = want[1:-1].partition(":")
        if kind == "int":
            if not (got.isascii() and got.isdecimal()):
                return None
            got = int(got)
        elif not got:
            return None
        params[name] = got
    return params


def find(routes, method, path):
    for route_method, pattern, name in routes:
        if route_method == method:
            params = match(pattern, path)
            if params is not None:
                return {"status": 200, "name": name, "params": params}
    return None


def dispatch(routes, method, target):
    path = target.split("?", 1)[0]
    found = find(routes, method, path)
    if found is None and method == "HEAD":
        found = find(routes, "GET", path)
    if found is not None:
        return found

    allow = {m for m, pattern, _ in routes if match(pattern, path) is not None}
    if not allow:
        return {"status": 404}
    if "GET" in allow:
        allow.add("HEAD")
    return {"status": 405, "allow": sorted(allow)}
