def mask_phone(phone):
    head, middle, tail = phone.strip().split("-")
    stars = "*" * len(middle)
    return f"{head}-{stars}-{tail}"
