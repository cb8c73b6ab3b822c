def delivery_fee(distance, rainy=False):
    fee = 3000
    # TODO: 2000m를 넘은 거리에 대해 시작된 500m마다 500원을 더하세요.

    # TODO: 비가 오면 1000원을 더하세요.

    return fee


# 아래 줄은 직접 확인해 보기 위한 것입니다. 채점에는 영향을 주지 않습니다.
print(delivery_fee(1200))
print(delivery_fee(3200, True))
