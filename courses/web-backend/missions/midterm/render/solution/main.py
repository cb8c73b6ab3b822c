from http import HTTPStatus


def check_header(name, value):
    if not name or any(mark in name for mark in " :\r\n"):
        raise ValueError(f"헤더의 이름이 올바르지 않습니다: {name!r}")
    if "\r" in value or "\n" in value:
        raise ValueError(f"헤더의 값에 줄바꿈이 있습니다: {value!r}")
    if name.lower() == "content-length":
        raise ValueError("Content-Length는 직접 적을 수 없습니다")


def render(method, status, headers, body):
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    for name, value in headers:
        check_header(name, value)
        lines.append(f"{name}: {value}")
    if status < 200 or status in (204, 304):
        body = ""
    else:
        lines.append(f"Content-Length: {len(body.encode('utf-8'))}")
        if method == "HEAD":
            body = ""
    return "\r\n".join(lines) + "\r\n\r\n" + body
