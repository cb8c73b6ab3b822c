from urllib.parse import parse_qsl, urlencode

MAX_SIZE = 100


def positive(pairs, name, default):
    found = [value for key, value in pairs if key == name]
    if not found:
        return default
    if len(found) > 1:
        raise ValueError(f"{name}은(는) 한 번만 적을 수 있습니다")
    text = found[0]
    if not (text.isascii() and text.isdecimal()) or int(text) < 1:
        raise ValueError(f"{name}은(는) 1 이상의 정수입니다: {text!r}")
    return int(text)


def page_of(path, query, total):
    pairs = parse_qsl(query, keep_blank_values=True)
    page = positive(pairs, "page", 1)
    size = min(positive(pairs, "size", 20), MAX_SIZE)
    last = max(1, -(-total // size))
    rest = [(key, value) for key, value in pairs if key not in ("page", "size")]

    def link(number):
        return path + "?" + urlencode([*rest, ("page", number), ("size", size)])

    return {
        "offset": (page - 1) * size,
        "limit": size,
        "last": last,
        "next": link(page + 1) if page < last else None,
        "prev": link(min(page - 1, last)) if page > 1 else None,
    }
