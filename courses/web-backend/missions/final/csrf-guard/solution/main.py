import hmac
from urllib.parse import urlsplit

SAFE = ("GET", "HEAD", "OPTIONS")


def same_origin(url, origin):
    a, b = urlsplit(url), urlsplit(origin)
    return (a.scheme, a.netloc.lower()) == (b.scheme, b.netloc.lower())


def guard(request, site):
    headers = request["headers"]
    if request["method"] in SAFE:
        return "ok"
    if headers.get("authorization", "").lower().startswith("bearer ") and "cookie" not in headers:
        return "ok"
    if site["token"] is None:
        return "login"
    if "origin" in headers:
        if headers["origin"].lower() != site["origin"].lower():
            return "origin"
    elif "referer" in headers and not same_origin(headers["referer"], site["origin"]):
        return "referer"

    token = headers["x-csrf-token"] if "x-csrf-token" in headers else request["form"].get("csrf_token")
    if isinstance(token, str) and hmac.compare_digest(token.encode("utf-8"), site["token"].encode("utf-8")):
        return "ok"
    return "token"
