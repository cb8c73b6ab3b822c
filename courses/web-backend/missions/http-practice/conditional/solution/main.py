def matches(etag, if_none_match):
    if etag is None:
        return False
    if if_none_match.strip() == "*":
        return True
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag.removeprefix("W/") in tags


def conditional(method, etag, if_none_match):
    if if_none_match is None or not matches(etag, if_none_match):
        return 200
    return 304 if method in ("GET", "HEAD") else 412
