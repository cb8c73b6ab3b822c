import json


def summarize(lines):
    routes = {}
    for line in lines:
        entry = json.loads(line)
        routes.setdefault(f"{entry['method']} {entry['path']}", []).append(entry["ms"])
    result = [{"route": route, "count": len(times), "p50": sum(times) // len(times)} for route, times in routes.items()]
    return {"skipped": 0, "routes": result}


print(summarize(['{"method": "GET", "path": "/plots/17", "status": 200, "ms": 35}']))
