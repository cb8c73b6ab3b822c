def step(state, event, today):
    if event == "approve":
        state["status"] = "lent"
        state["due"] = today + 3
    elif event == "return":
        state["status"] = "returned"
        state["fee"] += (today - state["due"]) * 500
    return state


print(step({"status": "requested", "due": None, "extended": 0, "fee": 0}, "approve", 10))
