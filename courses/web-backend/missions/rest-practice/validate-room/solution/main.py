def clean_name(value):
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= 20:
        raise ValueError("1~20자의 글이어야 합니다")
    return value.strip()


def clean_price(value):
    if type(value) is not int or not 0 <= value <= 1_000_000:
        raise ValueError("0~1000000의 정수여야 합니다")
    return value


def clean_tags(value):
    fine = (
        isinstance(value, list)
        and len(value) <= 5
        and all(isinstance(tag, str) and tag for tag in value)
        and len(set(value)) == len(value)
    )
    if not fine:
        raise ValueError("서로 다른 글 5개까지입니다")
    return value


FIELDS = {"name": clean_name, "price": clean_price, "tags": clean_tags}
REQUIRED = ("name", "price")


def validate_room(data, partial):
    if not isinstance(data, dict):
        raise TypeError("객체여야 합니다")
    errors = {name: "알 수 없는 칸입니다" for name in data if name not in FIELDS}
    value = {}
    for name, clean in FIELDS.items():
        if name in data:
            try:
                value[name] = clean(data[name])
            except ValueError as error:
                errors[name] = str(error)
        elif not partial and name in REQUIRED:
            errors[name] = "꼭 있어야 합니다"
    if errors:
        return {"ok": False, "errors": errors}
    if not partial:
        value.setdefault("tags", [])
    return {"ok": True, "value": value}
