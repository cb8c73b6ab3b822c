import json
from http import HTTPStatus


def make_app():
    entries = []

    def app(environ, start_response):
        body = json.dumps(entries).encode("utf-8")
        start_response("200 OK", [("Content-Type", "application/json")])
        return [body]
        # TODO: 메서드와 경로에 따라 답하세요.

    return app
