def mask_name(name):
    if name == "":
        raise ValueError("이름이 비어 있습니다.")
    if len(name) == 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone):
    parts = phone.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        raise ValueError(f"전화번호가 아닙니다: {phone}")
    first, middle, last = parts
    return f"{first}-{'*' * len(middle)}-{last}"
