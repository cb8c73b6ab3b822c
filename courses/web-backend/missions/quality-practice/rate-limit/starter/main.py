def simulate(limit, window, requests):
    counts = {}
    results = []
    for time, who in requests:
        key = (who, time // window)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= limit:
            results.append({"status": 200, "remaining": limit - counts[key]})
        else:
            results.append({"status": 429, "retry_after": window})
    return results


print(simulate(2, 10, [[0, "하린"], [4, "하린"], [9, "하린"], [10, "하린"]]))
