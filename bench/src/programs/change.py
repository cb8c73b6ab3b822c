"""Change for an amount, in as few coins as possible."""

COINS = [500, 100, 50, 10]


def change(amount):
    counts = {}
    for coin in COINS:
        counts[coin], amount = divmod(amount, coin)
    return counts


for coin, count in change(int(input())).items():
    print(f"{coin}원 {count}개")
