import pytest

from domain import Invalid, TooLate, check_cancel, check_period, price


@pytest.mark.parametrize("start, end, now", [(600, 630, 0), (600, 960, 600), (0, 30, 0)])
def test_올바른_시간(start, end, now):
    check_period(start, end, now)


@pytest.mark.parametrize(
    "start, end, now",
    [(600, 600, 0), (600, 570, 0), (600, 990, 0), (610, 640, 0), (600, 645, 0), (600, 660, 601), ("600", "660", 0), (600.0, 660.0, 0), (False, 30, 0), (None, 30, 0)],
)
def test_어긋난_시간은_Invalid(start, end, now):
    with pytest.raises(Invalid):
        check_period(start, end, now)


def test_요금은_길이에_비례하고_버린다():
    assert price(20000, 600, 720) == 40000
    assert price(15000, 600, 630) == 7500
    assert price(9999, 600, 690) == 14998
    assert type(price(10000, 600, 660)) is int


def test_취소할_수_있는_때():
    check_cancel(1000, 820)
    with pytest.raises(TooLate):
        check_cancel(1000, 821)
    with pytest.raises(TooLate):
        check_cancel(1000, 2000)
