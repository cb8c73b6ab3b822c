from urllib.parse import parse_qs


def search_options(query):
    values = parse_qs(query)
    return {
        "q": values.get("q", [""])[0],
        "tags": values.get("tag", []),
        "page": int(values.get("page", ["1"])[0]),
        "sort": values.get("sort", ["name"])[0],
    }
    # TODO: 규칙에 어긋나면 ValueError를 일으키세요.


print(search_options("q=drum&page=2"))
