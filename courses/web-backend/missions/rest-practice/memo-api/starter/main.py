import json

memos = {}


def error(status, message, headers=None, **more):
    return {"status": status, "headers": headers or {}, "body": {"error": message, **more}}


def handle(request):
    method, path = request["method"], request["path"]
    if path == "/memos" and method == "GET":
        return {"status": 200, "headers": {}, "body": {"items": list(memos.values())}}
    if path == "/memos" and method == "POST":
        data = json.loads(request["body"])
        memo = {"id": len(memos) + 1, "text": data["text"], "done": False}
        memos[memo["id"]] = memo
        return {"status": 201, "headers": {"Location": f"/memos/{memo['id']}"}, "body": memo}
    # TODO: 나머지 요청과 오류를 처리하세요.
    return error(404, "없는 주소입니다")
