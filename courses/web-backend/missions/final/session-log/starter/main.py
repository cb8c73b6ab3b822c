def run(idle, absolute, events):
    sessions = {}
    results = []
    for time, action, argument in events:
        if action == "login":
            number = f"s{len(sessions) + 1}"
            sessions[number] = argument
            results.append(number)
        elif action == "use":
            results.append(sessions.get(argument))
        # TODO: 나머지 사건과 만료를 처리하세요.
    return results


print(run(10, 100, [[0, "login", "하린"], [9, "use", "s1"], [18, "use", "s1"], [28, "use", "s1"]]))
