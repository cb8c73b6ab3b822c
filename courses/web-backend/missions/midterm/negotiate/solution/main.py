def parse(accept):
    """범위와 선호도의 딕셔너리를 돌려줍니다."""
    ranges = {}
    for part in accept.split(","):
        name, _, weight = part.partition(";")
        q = float(weight.partition("=")[2]) if weight.strip() else 1.0
        ranges[name.strip().lower()] = q
    return ranges


def negotiate(accept, offers):
    if not accept.strip():
        return offers[0]
    ranges = parse(accept)

    def quality(offer):
        offer = offer.lower()
        for name in (offer, offer.split("/")[0] + "/*", "*/*"):
            if name in ranges:
                return ranges[name]
        return 0.0

    best = max(offers, key=quality)
    return best if quality(best) > 0 else None
