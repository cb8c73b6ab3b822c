from urllib.parse import parse_qsl, urlencode


def page_of(path, query, total):
    values = dict(parse_qsl(query))
    page = int(values.get("page", 1))
    size = int(values.get("size", 20))
    return {
        "offset": page * size,
        "limit": size,
        "last": total // size + 1,
        "next": f"{path}?page={page + 1}",
        "prev": f"{path}?page={page - 1}",
    }


print(page_of("/rooms", "page=2&size=10", 35))
