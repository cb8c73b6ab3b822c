stock = {"김밥": 10, "라면": 5, "만두": 0}
orders = {}
saved = {}


def error(status, name, headers=None):
    return {"status": status, "headers": headers or {}, "body": {"error": name}}


def create(request):
    key = request["headers"].get("idempotency-key", "")
    data = request["body"]
    if not key:
        return error(400, "key")
    if key in saved:
        old, response = saved[key]
        return response if old == data else error(422, "key-reused")

    if not isinstance(data, dict):
        return error(422, "invalid")
    menu, count = data.get("menu"), data.get("count")
    if not isinstance(menu, str) or menu not in stock or type(count) is not int or count < 1:
        return error(422, "invalid")
    if count > stock[menu]:
        return error(409, "stock")

    stock[menu] -= count
    order = {"id": len(orders) + 1, "menu": menu, "count": count}
    orders[order["id"]] = order
    response = {"status": 201, "headers": {"Location": f"/orders/{order['id']}"}, "body": order}
    saved[key] = (data, response)
    return response


def handle(request):
    method, path = request["method"], request["path"]
    if path == "/stock":
        if method != "GET":
            return error(405, "method", {"Allow": "GET"})
        return {"status": 200, "headers": {}, "body": dict(stock)}
    if path == "/orders":
        if method != "POST":
            return error(405, "method", {"Allow": "POST"})
        return create(request)
    number = path.removeprefix("/orders/")
    if number != path and number.isascii() and number.isdecimal():
        if method != "GET":
            return error(405, "method", {"Allow": "GET"})
        if int(number) in orders:
            return {"status": 200, "headers": {}, "body": orders[int(number)]}
    return error(404, "not-found")
