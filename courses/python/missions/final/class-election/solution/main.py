def count_votes(candidates, ballots):
    if not candidates:
        raise ValueError("후보가 없습니다.")
    if len(set(candidates)) != len(candidates):
        raise ValueError("후보의 이름이 겹칩니다.")

    votes = {name: 0 for name in candidates}
    invalid = 0
    for ballot in ballots:
        name = ballot.strip()
        if name in votes:
            votes[name] += 1
        else:
            invalid += 1

    best = max(votes.values())
    winners = [name for name in candidates if best > 0 and votes[name] == best]
    return {"득표": votes, "무효": invalid, "당선": winners}
