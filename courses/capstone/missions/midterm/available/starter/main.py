def available(items, loans, start, days):
    result = {}
    for item in items:
        busy = False
        for loan in loans:
            if loan["item"] == item["id"] and loan["start"] <= start < loan["end"]:
                busy = True
        if not busy:
            result[item["tool"]] = item["id"]
    return result
