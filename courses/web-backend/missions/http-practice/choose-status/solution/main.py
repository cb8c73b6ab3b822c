SAFE = ("GET", "HEAD")
ALLOWED = SAFE + ("PUT", "DELETE")


def choose_status(situation):
    method = situation["method"]
    user = situation["user"]
    owner = situation["owner"]

    if method not in ALLOWED:
        return 405
    if owner is not None and situation["public"] and method in SAFE:
        return 200
    if user is None:
        return 401
    if owner is None and method != "PUT":
        return 404
    if owner is not None and owner != user:
        return 403 if situation["public"] else 404
    if method == "PUT":
        if not situation["json"]:
            return 400
        if not situation["valid"]:
            return 422
        return 201 if owner is None else 200
    return 204 if method == "DELETE" else 200
