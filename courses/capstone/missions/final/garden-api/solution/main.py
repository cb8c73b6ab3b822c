import re
from datetime import date

import domain
import store
from domain import Problem

ROUTES = [
    (r"/plots", "GET", "list_plots", False),
    (r"/rents", "POST", "rent", True),
    (r"/rents", "GET", "my_rents", True),
    (r"/rents/([0-9]+)/cancellation", "POST", "cancel", True),
]


def list_plots(request, query):
    season = query.removeprefix("season=") if query.startswith("season=") else None
    domain.season_dates(season)
    taken = {rent["plot"] for rent in store.active(season)}
    items = [{"plot": plot, "area": store.PLOTS[plot], "free": plot not in taken} for plot in sorted(store.PLOTS)]
    return 200, {"items": items}


def rent(request, query):
    body, user, today = request["body"], request["user"], date.fromisoformat(request["today"])
    if not isinstance(body, dict) or set(body) != {"plot", "season"}:
        raise Problem(422, "invalid")
    plot, season = body["plot"], body["season"]
    if type(plot) is not int or not isinstance(season, str):
        raise Problem(422, "invalid")
    if plot not in store.PLOTS:
        raise Problem(404, "not-found")
    domain.check_open(season, today)
    active = store.active(season)
    if sum(found["user"] == user for found in active) >= 2:
        raise Problem(409, "limit")
    if any(found["plot"] == plot for found in active):
        raise Problem(409, "taken")
    return 201, store.add(plot, season, user, domain.fee(store.PLOTS[plot], season, today))


def my_rents(request, query):
    return 200, {"items": store.of_user(request["user"])}


def cancel(request, query, number):
    found = store.find(int(number))
    if found is None or found["user"] != request["user"]:
        raise Problem(404, "not-found")
    if found["status"] == "active":
        domain.check_cancel(found["season"], date.fromisoformat(request["today"]))
        found["status"] = "cancelled"
    return 200, found


def answer(request):
    path, _, query = request["path"].partition("?")
    known = False
    for pattern, method, name, private in ROUTES:
        matched = re.fullmatch(pattern, path)
        if matched is None:
            continue
        known = True
        if method == request["method"]:
            if private and request["user"] is None:
                raise Problem(401, "login")
            return globals()[name](request, query, *matched.groups())
    raise Problem(405, "method") if known else Problem(404, "not-found")


def handle(request):
    try:
        status, body = answer(request)
    except Problem as problem:
        status, body = problem.status, {"error": problem.name}
    return {"status": status, "body": body}
