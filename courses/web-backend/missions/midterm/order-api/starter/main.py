stock = {"김밥": 10, "라면": 5, "만두": 0}
orders = {}


def error(status, name, headers=None):
    return {"status": status, "headers": headers or {}, "body": {"error": name}}


def handle(request):
    if request["path"] == "/stock":
        return {"status": 200, "headers": {}, "body": stock}
    if request["path"] == "/orders":
        data = request["body"]
        order = {"id": len(orders) + 1, "menu": data["menu"], "count": data["count"]}
        orders[order["id"]] = order
        return {"status": 201, "headers": {"Location": f"/orders/{order['id']}"}, "body": order}
    return error(404, "not-found")
