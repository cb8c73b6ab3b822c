def choose_status(situation):
    if situation["user"] is None:
        return 401
    # TODO: 문제의 순서대로 확인하세요.
    return 200


print(choose_status({
    "method": "GET", "user": None, "owner": "하린",
    "public": True, "json": None, "valid": False,
}))
