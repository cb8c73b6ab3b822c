def approve(state, today):
    return {"status": "lent", "due": today + 3}


def cancel(state, today):
    return {"status": "cancelled"}


def extend(state, today):
    if state["extended"] >= 2 or today > state["due"]:
        raise ValueError("연장할 수 없습니다")
    return {"due": state["due"] + 3, "extended": state["extended"] + 1}


def give_back(state, today):
    late = max(0, today - state["due"])
    return {"status": "returned", "fee": min(5000, state["fee"] + late * 500)}


def lose(state, today):
    return {"status": "lost", "fee": 20000}


def find_again(state, today):
    return {"status": "returned", "fee": 5000}


RULES = {
    ("requested", "approve"): approve,
    ("requested", "cancel"): cancel,
    ("lent", "extend"): extend,
    ("lent", "return"): give_back,
    ("lent", "lose"): lose,
    ("lost", "return"): find_again,
}


def step(state, event, today):
    rule = RULES.get((state["status"], event))
    if rule is None:
        raise ValueError(f"{state['status']}에서 {event}은(는) 할 수 없습니다")
    return {**state, **rule(state, today)}
