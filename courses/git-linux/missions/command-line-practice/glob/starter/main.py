def matches(pattern, name):
    # 무늬와 이름이 모두 비었으면 맞은 것입니다.
    return pattern == name


def glob(pattern, names):
    return sorted(name for name in names if matches(pattern, name))
