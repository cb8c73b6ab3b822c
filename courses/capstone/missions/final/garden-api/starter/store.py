PLOTS = {1: 10, 2: 8, 3: 5}
rents = []


def add(plot, season, user, fee):
    rent = {"id": len(rents) + 1, "plot": plot, "season": season, "user": user, "status": "active", "fee": fee}
    rents.append(rent)
    return rent
