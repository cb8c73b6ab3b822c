def guard(request, site):
    if request["method"] == "GET":
        return "ok"
    if request["headers"].get("origin", "").startswith(site["origin"]):
        return "ok"
    # TODO: 표의 순서대로 확인하세요.
    return "token"


print(guard({"method": "GET", "headers": {}, "form": {}}, {"origin": "https://bank.kr", "token": "t1"}))
