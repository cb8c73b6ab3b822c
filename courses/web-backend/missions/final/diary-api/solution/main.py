import json
from datetime import date

import store

TOKENS = {"t-harin": "하린", "t-dohyun": "도현", "t-yuna": "유나"}


class Problem(Exception):
    def __init__(self, status, name, headers=None, **more):
        super().__init__(name)
        self.response = {"status": status, "headers": headers or {}, "body": {"error": name, **more}}


def number_of(text):
    return int(text) if text.isascii() and text.isdecimal() else None


def user_of(request):
    scheme, _, token = request["headers"].get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or token not in TOKENS:
        raise Problem(401, "login", {"WWW-Authenticate": "Bearer"})
    return TOKENS[token]


def is_date(value):
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def create(request, user):
    try:
        data = json.loads(request["body"])
    except ValueError:
        raise Problem(400, "bad-request") from None
    if not isinstance(data, dict):
        raise Problem(400, "bad-request")

    wrong = set(data) - {"day", "text", "public"}
    text = data.get("text")
    public = data.get("public", False)
    if not is_date(data.get("day")):
        wrong.add("day")
    if not isinstance(text, str) or not 1 <= len(text.strip()) <= 100:
        wrong.add("text")
    if not isinstance(public, bool):
        wrong.add("public")
    if wrong:
        raise Problem(422, "invalid", fields=sorted(wrong))
    diary = store.add(user, data["day"], text.strip(), public)
    return 201, {"Location": f"/diaries/{diary['id']}"}, diary


def listing(request, user):
    query = request["query"]
    size = number_of(query.get("size", "10"))
    if set(query) - {"size", "after", "q"} or size is None or not 1 <= size <= 50:
        raise Problem(400, "bad-request")
    after = None
    if "after" in query:
        number = number_of(query["after"])
        found = None if number is None else store.find(number)
        if found is None or found[0] != user:
            raise Problem(400, "bad-request")
        after = found[1]
    items, more = store.page(user, size, after, query.get("q", ""))
    return 200, {}, {"items": items, "next": items[-1]["id"] if more else None}


def single(method, number, user):
    found = store.find(number)
    if found is None:
        raise Problem(404, "not-found")
    owner, diary = found
    if owner != user and not diary["public"]:
        raise Problem(404, "not-found")
    if method == "GET":
        return 200, {}, diary
    if owner != user:
        raise Problem(403, "forbidden")
    store.delete(number)
    return 204, {}, None


def answer(request):
    method = request["method"]
    parts = request["path"].split("/")
    number = None
    if parts == ["", "health"]:
        allowed = ("GET",)
    elif parts == ["", "diaries"]:
        allowed = ("POST", "GET")
    elif len(parts) == 3 and parts[:2] == ["", "diaries"] and number_of(parts[2]) is not None:
        allowed, number = ("GET", "DELETE"), number_of(parts[2])
    else:
        raise Problem(404, "not-found")
    if method not in allowed:
        raise Problem(405, "method", {"Allow": ", ".join(allowed)})

    if parts[1] == "health":
        return 200, {}, {"ok": True}
    user = user_of(request)
    if number is not None:
        return single(method, number, user)
    return create(request, user) if method == "POST" else listing(request, user)


def handle(request):
    try:
        status, headers, body = answer(request)
    except Problem as problem:
        return problem.response
    return {"status": status, "headers": headers, "body": body}
