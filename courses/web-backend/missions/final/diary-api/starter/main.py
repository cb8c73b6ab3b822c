import json

import store

TOKENS = {"t-harin": "하린", "t-dohyun": "도현", "t-yuna": "유나"}


def error(status, name, headers=None, **more):
    return {"status": status, "headers": headers or {}, "body": {"error": name, **more}}


def handle(request):
    method, path = request["method"], request["path"]
    if path == "/health" and method == "GET":
        return {"status": 200, "headers": {}, "body": {"ok": True}}
    if path == "/diaries" and method == "POST":
        data = json.loads(request["body"])
        diary = store.add("하린", data["day"], data["text"], False)
        return {"status": 201, "headers": {"Location": f"/diaries/{diary['id']}"}, "body": diary}
    # TODO: 확인하는 순서대로 나머지를 만드세요.
    return error(404, "not-found")
