ACTIVE = ("requested", "lent")
REST = 1


def available(items, loans, start, days):
    if not 1 <= days <= 7:
        raise ValueError("1일부터 7일까지 빌릴 수 있습니다")
    end = start + days
    taken = {}
    for loan in loans:
        if loan["status"] in ACTIVE:
            taken.setdefault(loan["item"], []).append(loan)

    best = {}
    for item in items:
        mine = taken.get(item["id"], [])
        if item["broken"] or any(start < loan["end"] + REST and loan["start"] < end + REST for loan in mine):
            continue
        rank = (len(mine), item["id"])
        if item["tool"] not in best or rank < best[item["tool"]]:
            best[item["tool"]] = rank
    return {tool: number for tool, (_, number) in best.items()}
