from dataclasses import dataclass

FARES = {"버스": 1500, "지하철": 1550}
TRANSFER_MINUTES = 30


class CardError(Exception):
    """카드를 쓸 수 없을 때 일어나는 예외입니다. 설명이 그대로 안내됩니다."""


@dataclass
class Card:
    balance: int = 0
    last_vehicle: str = ""
    last_minute: int = 0

    def charge(self, amount):
        """amount원을 충전합니다."""
        if amount <= 0 or amount % 1000 != 0:
            raise CardError("충전은 1,000원 단위입니다")
        self.balance += amount

    def is_transfer(self, vehicle, minute):
        """이번 승차가 환승이면 True입니다."""
        if self.last_vehicle in ("", vehicle):
            return False
        return minute - self.last_minute <= TRANSFER_MINUTES

    def ride(self, vehicle, minute):
        """요금을 내고, 낸 요금을 돌려줍니다. 환승이면 0입니다."""
        fare = 0 if self.is_transfer(vehicle, minute) else FARES[vehicle]
        if fare > self.balance:
            raise CardError(f"{fare - self.balance:,}원이 모자랍니다")
        self.balance -= fare
        self.last_vehicle = vehicle
        self.last_minute = minute
        return fare
