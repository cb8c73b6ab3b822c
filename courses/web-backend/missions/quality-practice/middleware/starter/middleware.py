import json
import re
import traceback


class HttpError(Exception):
    """알고 일으킨 오류입니다. 응답으로 바뀝니다."""

    def __init__(self, status, message, headers=None):
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


def with_request_id(handler, make_id):
    def wrapped(request):
        request["request_id"] = make_id()
        return handler(request)

    return wrapped


def with_errors(handler, log):
    def wrapped(request):
        try:
            return handler(request)
        except:
            return {"status": 500, "headers": {}, "body": {"error": "서버에 문제가 생겼습니다"}}

    return wrapped


def with_access_log(handler, log, now):
    return handler
