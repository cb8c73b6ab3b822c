import pytest

from weather import hot_spell, summarize, to_fahrenheit


@pytest.mark.parametrize(
    "celsius, fahrenheit", [(0, 32), (100, 212), (-40, -40), (36.5, 97.7), (-17.8, -0.04)]
)
def test_섭씨를_화씨로(celsius, fahrenheit):
    assert to_fahrenheit(celsius) == pytest.approx(fahrenheit)


def test_정리():
    assert summarize([18.5, 24.0, 21.2]) == (18.5, 24.0, 21.2)


def test_평균은_소수_첫째_자리까지():
    assert summarize([20, 20, 21])[2] == pytest.approx(20.3)


def test_기온이_하나일_때():
    assert summarize([-3.2]) == (-3.2, -3.2, -3.2)


def test_기온이_없을_때():
    assert summarize([]) is None


@pytest.mark.parametrize(
    "temperatures, expected",
    [
        ([31, 33, 34, 30, 35], 2),
        ([33], 1),
        ([32.9], 0),
        ([], 0),
        ([35, 35, 20, 35, 35, 35], 3),
        ([35, 35, 35, 20, 35], 3),
    ],
)
def test_더위가_이어진_횟수(temperatures, expected):
    assert hot_spell(temperatures) == expected


def test_기준을_바꿀_수_있다():
    assert hot_spell([31, 33, 34, 30, 35], 30) == 5
    assert hot_spell([31, 33], limit=40) == 0


@pytest.fixture
def temperatures():
    return [21.0, 19.5, 33.0]


def test_원래_리스트를_바꾸지_않는다(temperatures):
    summarize(temperatures)
    hot_spell(temperatures)
    assert temperatures == [21.0, 19.5, 33.0]
