def count_votes(candidates, ballots):
    # TODO: 후보 명단이 올바른지 확인하세요.

    votes = {name: 0 for name in candidates}
    invalid = 0
    for ballot in ballots:
        # TODO: 앞뒤 공백을 없애고, 후보의 표인지 무효표인지 세세요.
        pass

    # TODO: 가장 많은 표를 받은 후보를 모두 찾으세요.
    winners = []
    return {"득표": votes, "무효": invalid, "당선": winners}


print(count_votes(["하린", "도현"], ["하린", "도현", " 하린 ", "뽀로로", ""]))
