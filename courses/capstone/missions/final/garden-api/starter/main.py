from datetime import date

import domain
import store


def error(status, name):
    return {"status": status, "body": {"error": name}}


def handle(request):
    if request["path"] == "/rents" and request["method"] == "POST":
        body = request["body"]
        area = store.PLOTS[body["plot"]]
        cost = domain.fee(area, body["season"], date.fromisoformat(request["today"]))
        return {"status": 201, "body": store.add(body["plot"], body["season"], request["user"], cost)}
    # TODO: 표의 순서대로 확인하세요.
    return error(404, "not-found")
