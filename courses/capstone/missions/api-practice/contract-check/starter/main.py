def violations(spec, value):
    if spec == "integer" and not isinstance(value, int):
        return ["$: 자료형"]
    if spec == "string" and not isinstance(value, str):
        return ["$: 자료형"]
    # TODO: 나머지 약속을 확인하세요. 안쪽은 같은 함수를 다시 부르면 됩니다.
    return []


print(violations({"object": {"id": "integer", "memo?": "string"}}, {"id": "17"}))
