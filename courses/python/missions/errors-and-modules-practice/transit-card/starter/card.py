from dataclasses import dataclass

FARES = {"버스": 1500, "지하철": 1550}


class CardError(Exception):
    """카드를 쓸 수 없을 때 일어나는 예외입니다. 설명이 그대로 안내됩니다."""


@dataclass
class Card:
    balance: int = 0
    last_vehicle: str = ""
    last_minute: int = 0

    def charge(self, amount):
        """amount원을 충전합니다."""
        # TODO: 1,000원 단위의 양수가 아니면 CardError를 일으키세요.
        self.balance += amount

    def ride(self, vehicle, minute):
        """요금을 내고, 낸 요금을 돌려줍니다. 환승이면 0입니다."""
        fare = FARES[vehicle]
        # TODO: 환승이면 요금을 0으로 하세요.
        # TODO: 잔액이 모자라면 CardError를 일으키세요.
        self.balance -= fare
        # TODO: 다음 환승을 위해 이번 승차를 기록하세요.
        return fare
