import json

memos = {}
next_id = 1

COLLECTION = ("GET", "POST")
SINGLE = ("GET", "PUT", "PATCH", "DELETE")


class Problem(Exception):
    def __init__(self, status, message, headers=None, **more):
        super().__init__(message)
        self.response = {"status": status, "headers": headers or {}, "body": {"error": message, **more}}


def read_json(request):
    content_type = request["headers"].get("content-type", "")
    if content_type.split(";")[0].strip().lower() != "application/json":
        raise Problem(415, "JSON만 받습니다")
    try:
        data = json.loads(request["body"])
    except ValueError:
        raise Problem(400, "올바른 JSON이 아닙니다") from None
    if not isinstance(data, dict):
        raise Problem(400, "JSON 객체여야 합니다")
    return data


def validate(data, partial):
    """올바른 칸만 담아 돌려줍니다. 어긋나면 Problem을 일으킵니다."""
    wrong = set(data) - {"text", "done"}
    value = {} if partial else {"done": False}
    if "text" in data:
        text = data["text"]
        if isinstance(text, str) and 1 <= len(text.strip()) <= 50:
            value["text"] = text.strip()
        else:
            wrong.add("text")
    elif not partial:
        wrong.add("text")
    if "done" in data:
        if isinstance(data["done"], bool):
            value["done"] = data["done"]
        else:
            wrong.add("done")
    if wrong:
        raise Problem(422, "값이 올바르지 않습니다", fields=sorted(wrong))
    return value


def answer(request):
    global next_id
    method = request["method"]
    parts = request["path"].split("/")
    if parts == ["", "memos"]:
        allowed = COLLECTION
    elif len(parts) == 3 and parts[:2] == ["", "memos"] and parts[2].isascii() and parts[2].isdecimal():
        allowed = SINGLE
    else:
        raise Problem(404, "없는 주소입니다")
    if method not in allowed:
        raise Problem(405, "쓸 수 없는 메서드입니다", {"Allow": ", ".join(allowed)})

    if allowed is COLLECTION:
        if method == "GET":
            return 200, {}, {"items": [memos[number] for number in sorted(memos)]}
        memo = {"id": next_id, **validate(read_json(request), partial=False)}
        memos[next_id] = memo
        next_id += 1
        return 201, {"Location": f"/memos/{memo['id']}"}, memo

    number = int(parts[2])
    if number not in memos:
        raise Problem(404, "없는 메모입니다")
    if method == "DELETE":
        del memos[number]
        return 204, {}, None
    if method in ("PUT", "PATCH"):
        memos[number] |= validate(read_json(request), partial=method == "PATCH")
    return 200, {}, memos[number]


def handle(request):
    try:
        status, headers, body = answer(request)
    except Problem as problem:
        return problem.response
    return {"status": status, "headers": headers, "body": body}
