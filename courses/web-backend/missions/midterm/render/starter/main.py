from http import HTTPStatus


def render(method, status, headers, body):
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    for name, value in headers:
        lines.append(f"{name}: {value}")
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines) + "\r\n\r\n" + body


print(render("GET", 200, [["Content-Type", "text/plain"]], "spring"))
