import json
from http import HTTPStatus


class HttpError(Exception):
    def __init__(self, status, message, headers=()):
        super().__init__(message)
        self.status = status
        self.headers = list(headers)


def read_json(environ):
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        data = json.loads(environ["wsgi.input"].read(length).decode("utf-8"))
    except ValueError:
        raise HttpError(400, "본문이 올바른 JSON이 아닙니다") from None
    if not isinstance(data, dict):
        raise HttpError(400, "본문은 JSON 객체여야 합니다")
    return data


def text_of(data, name):
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise HttpError(422, f"{name}은(는) 비어 있지 않은 문자열이어야 합니다")
    return value.strip()


def require(method, *allowed):
    if method not in allowed:
        raise HttpError(405, "쓸 수 없는 메서드입니다", [("Allow", ", ".join(allowed))])


def make_app():
    entries = []

    def handle(environ):
        """상태 코드, 본문이 될 값, 더 보낼 헤더를 돌려줍니다."""
        method = environ["REQUEST_METHOD"]
        parts = environ.get("PATH_INFO", "").split("/")
        if parts == ["", "entries"]:
            require(method, "GET", "POST")
            if method == "GET":
                return 200, entries[::-1], []
            data = read_json(environ)
            entry = {"id": len(entries) + 1, "name": text_of(data, "name"), "text": text_of(data, "text")}
            entries.append(entry)
            return 201, entry, [("Location", f"/entries/{entry['id']}")]
        if len(parts) == 3 and parts[1] == "entries" and parts[2].isascii() and parts[2].isdecimal():
            require(method, "GET")
            for entry in entries:
                if entry["id"] == int(parts[2]):
                    return 200, entry, []
        raise HttpError(404, "없는 주소입니다")

    def app(environ, start_response):
        try:
            status, value, headers = handle(environ)
        except HttpError as error:
            status, value, headers = error.status, {"error": str(error)}, error.headers
        body = json.dumps(value, ensure_ascii=False).encode("utf-8")
        start_response(
            f"{status} {HTTPStatus(status).phrase}",
            [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers],
        )
        return [body]

    return app
