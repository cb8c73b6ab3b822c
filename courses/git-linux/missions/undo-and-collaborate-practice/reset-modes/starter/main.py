def apply(state, commands):
    head = state["head"]
    index = state["index"]
    work = state["work"]
    for name, *options in commands:
        if name == "reset":
            head -= options[1]
    return [head, index, work]
