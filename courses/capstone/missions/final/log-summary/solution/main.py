import json


def is_int(value, low, high=None):
    return type(value) is int and value >= low and (high is None or value <= high)


def read(line):
    """올바른 줄이면 (경로, 상태, 밀리초), 아니면 None입니다."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict):
        return None
    method, path = entry.get("method"), entry.get("path")
    if not isinstance(method, str) or not isinstance(path, str):
        return None
    if not is_int(entry.get("status"), 100, 599) or not is_int(entry.get("ms"), 0):
        return None
    parts = ["{}" if part.isascii() and part.isdecimal() else part for part in path.split("?", 1)[0].split("/")]
    return f"{method.upper()} {'/'.join(parts)}", entry["status"], entry["ms"]


def percentile(times, percent):
    return times[-(-len(times) * percent // 100) - 1]


def summarize(lines):
    skipped, groups = 0, {}
    for line in lines:
        if not line.strip():
            continue
        found = read(line)
        if found is None:
            skipped += 1
            continue
        route, status, ms = found
        groups.setdefault(route, []).append((ms, status))

    routes = []
    for route, entries in groups.items():
        times = sorted(ms for ms, _ in entries)
        routes.append({
            "route": route,
            "count": len(entries),
            "errors": sum(status >= 500 for _, status in entries),
            "p50": percentile(times, 50),
            "p95": percentile(times, 95),
        })
    routes.sort(key=lambda entry: (-entry["p95"], -entry["count"], entry["route"]))
    return {"skipped": skipped, "routes": routes}
