def read_cookies(header):
    cookies = {}
    for part in header.split(";"):
        name, value = part.split("=")
        cookies[name] = value
    return cookies


def set_cookie(name, value, options):
    text = f"{name}={value}; Path=/"
    # TODO: 나머지 속성을 더하고, 규칙을 확인하세요.
    return text


print(read_cookies("a=1; b=2"))
print(set_cookie("sid", "abc", {"max_age": 60}))
