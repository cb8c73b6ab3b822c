def coin_total(coin500, coin100, coin50, coin10):
    # 아래의 0을 알맞은 계산식으로 고치세요.
    total = 0
    return total
