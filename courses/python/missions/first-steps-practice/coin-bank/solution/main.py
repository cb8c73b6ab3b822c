def coin_total(coin500, coin100, coin50, coin10):
    total = 500 * coin500 + 100 * coin100 + 50 * coin50 + 10 * coin10
    return total
