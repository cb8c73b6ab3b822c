def summarize(temps):
    # TODO: 빈 리스트이면 None을 돌려주세요.

    hot_days = []
    # TODO: enumerate를 이용해 33도 이상인 날짜를 모으세요.

    return {
        "최고": 0,
        "최저": 0,
        "평균": 0,
        "폭염": hot_days,
    }


print(summarize([28, 34, 31, 35, 33]))
