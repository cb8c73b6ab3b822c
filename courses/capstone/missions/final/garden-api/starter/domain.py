from datetime import date


def season_dates(season):
    """철이 시작하는 날과 끝나는 날을 돌려줍니다."""
    year, name = season.split("-")
    if name == "봄":
        return date(int(year), 3, 1), date(int(year), 6, 30)
    return date(int(year), 8, 1), date(int(year), 11, 30)


def fee(area, season, today):
    # TODO: 철이 시작한 뒤에는 남은 날수만큼만 받습니다.
    return area * 3000
