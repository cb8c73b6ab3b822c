PLOTS = {1: 10, 2: 8, 3: 5}
rents = []


def add(plot, season, user, fee):
    rent = {"id": len(rents) + 1, "plot": plot, "season": season, "user": user, "status": "active", "fee": fee}
    rents.append(rent)
    return rent


def active(season):
    return [rent for rent in rents if rent["season"] == season and rent["status"] == "active"]


def of_user(user):
    return [rent for rent in rents if rent["user"] == user]


def find(number):
    return rents[number - 1] if 1 <= number <= len(rents) else None
