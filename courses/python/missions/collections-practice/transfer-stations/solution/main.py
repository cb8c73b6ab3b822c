def transfer_stations(lines):
    by_station = {}
    for line, stations in lines.items():
        for station in set(stations):
            by_station.setdefault(station, []).append(line)
    return {
        station: sorted(names)
        for station, names in by_station.items()
        if len(names) >= 2
    }
