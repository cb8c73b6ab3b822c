def bus_fare(age, time):
    hour, minute = map(int, time.split(":"))
    minutes = hour * 60 + minute  # 자정부터 지난 시간(분)

    # 1. 나이에 따라 기본요금을 정하세요.
    fare = 1500

    # 2. minutes의 값에 따라 요금을 조정하세요.

    return fare
