def transfer_stations(lines):
    by_station = {}
    for line, stations in lines.items():
        for station in stations:
            # TODO: by_station[station]에 line을 모으세요. 처음 만나는 역은 어떻게 할까요?
            pass

    # TODO: 노선이 둘 이상인 역만 골라, 노선 이름을 정렬해서 담으세요.
    return by_station


print(transfer_stations({
    "1호선": ["서울역", "시청"],
    "2호선": ["시청", "을지로3가"],
}))
