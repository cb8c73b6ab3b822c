from urllib.parse import parse_qs

SORTS = ("name", "price", "-price")


def single(values, name, default):
    found = values.get(name, [default])
    if len(found) != 1:
        raise ValueError(f"{name}은(는) 한 번만 적을 수 있습니다")
    return found[0]


def search_options(query):
    values = parse_qs(query, keep_blank_values=True)
    unknown = values.keys() - {"q", "tag", "page", "sort"}
    if unknown:
        raise ValueError(f"알 수 없는 이름입니다: {sorted(unknown)}")

    page = single(values, "page", "1")
    if not (page.isascii() and page.isdecimal() and 1 <= int(page) <= 1000):
        raise ValueError(f"page는 1부터 1000까지의 정수입니다: {page!r}")
    sort = single(values, "sort", "name")
    if sort not in SORTS:
        raise ValueError(f"sort는 {SORTS} 가운데 하나입니다: {sort!r}")

    tags = [tag for tag in values.get("tag", []) if tag]
    return {
        "q": single(values, "q", "").strip(),
        "tags": list(dict.fromkeys(tags)),
        "page": int(page),
        "sort": sort,
    }
