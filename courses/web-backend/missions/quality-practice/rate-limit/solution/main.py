from collections import defaultdict, deque


def simulate(limit, window, requests):
    allowed = defaultdict(deque)
    results = []
    for time, who in requests:
        times = allowed[who]
        while times and times[0] <= time - window:
            times.popleft()
        if len(times) < limit:
            times.append(time)
            results.append({"status": 200, "remaining": limit - len(times)})
        else:
            results.append({"status": 429, "retry_after": times[0] + window - time})
    return results
