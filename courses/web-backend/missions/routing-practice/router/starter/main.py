from urllib.parse import unquote


def match(pattern, path):
    """맞으면 이름과 값의 딕셔너리, 아니면 None을 돌려줍니다."""
    wanted = pattern.split("/")
    given = path.split("/")
    if len(wanted) != len(given):
        return None
    params = {}
    for want, got in zip(wanted, given):
        if want.startswith("{"):
            params[want[1:-1]] = unquote(got)
        elif want != got:
            return None
    return params


def dispatch(routes, method, target):
    for route_method, pattern, name in routes:
        params = match(pattern, target)
        if params and route_method == method:
            return {"status": 200, "name": name, "params": params}
    return {"status": 404}
