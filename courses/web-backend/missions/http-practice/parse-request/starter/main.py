def parse_request(raw):
    head, rest = raw.split("\r\n\r\n", 1)
    lines = head.split("\r\n")
    method, target, version = lines[0].split()
    headers = {}
    for line in lines[1:]:
        name, value = line.split(":")
        headers[name] = value
    # TODO: 규칙 2~6에 맞게 고치세요.
    # TODO: content-length만큼의 바이트를 본문으로 하세요.
    return {
        "method": method,
        "target": target,
        "version": version,
        "headers": headers,
        "body": rest,
    }


print(parse_request("GET / HTTP/1.1\r\nHost: a.kr\r\n\r\n"))
