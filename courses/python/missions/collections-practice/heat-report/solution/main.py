def summarize(temps):
    if not temps:
        return None
    return {
        "최고": max(temps),
        "최저": min(temps),
        "평균": sum(temps) / len(temps),
        "폭염": [day for day, t in enumerate(temps, start=1) if t >= 33],
    }
