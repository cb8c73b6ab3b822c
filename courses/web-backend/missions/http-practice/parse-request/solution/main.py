ONCE = {"host", "content-length"}


def parse_request(raw):
    head, separator, rest = raw.partition("\r\n\r\n")
    if not separator:
        raise ValueError("헤더의 끝을 알리는 빈 줄이 없습니다")
    first, *lines = head.split("\r\n")

    words = first.split(" ")
    if len(words) != 3 or not all(words):
        raise ValueError(f"요청 줄이 올바르지 않습니다: {first!r}")
    method, target, version = words
    if version != "HTTP/1.1":
        raise ValueError(f"다룰 수 없는 버전입니다: {version!r}")

    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or " " in name or "\t" in name:
            raise ValueError(f"헤더 줄이 올바르지 않습니다: {line!r}")
        name = name.lower()
        value = value.strip(" \t")
        if name not in headers:
            headers[name] = value
        elif name in ONCE:
            raise ValueError(f"두 번 나오면 안 되는 헤더입니다: {name}")
        else:
            headers[name] += ", " + value
    if "host" not in headers:
        raise ValueError("Host 헤더가 없습니다")

    return {
        "method": method,
        "target": target,
        "version": version,
        "headers": headers,
        "body": read_body(headers, rest),
    }


def read_body(headers, rest):
    if "content-length" not in headers:
        return ""
    text = headers["content-length"]
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"길이가 숫자가 아닙니다: {text!r}")
    length = int(text)
    data = rest.encode("utf-8")
    if len(data) < length:
        raise ValueError("본문이 모자랍니다")
    try:
        return data[:length].decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("본문이 글자의 중간에서 잘립니다") from None
