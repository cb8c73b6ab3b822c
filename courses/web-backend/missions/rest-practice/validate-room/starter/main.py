def validate_room(data, partial):
    errors = {}
    value = {}
    if not data.get("name"):
        errors["name"] = "꼭 있어야 합니다"
    else:
        value["name"] = data["name"]
    # TODO: 나머지 규칙을 적으세요.
    if errors:
        return {"ok": False, "errors": errors}
    return {"ok": True, "value": value}


print(validate_room({"name": " 합주실 A ", "price": 15000}, False))
