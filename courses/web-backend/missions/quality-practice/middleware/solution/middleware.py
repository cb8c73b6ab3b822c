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
        request_id = request["headers"].get("x-request-id", "")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,40}", request_id):
            request_id = make_id()
        response = handler({**request, "request_id": request_id})
        return {**response, "headers": {**response["headers"], "X-Request-Id": request_id}}

    return wrapped


def with_errors(handler, log):
    def wrapped(request):
        try:
            return handler(request)
        except HttpError as error:
            return {"status": error.status, "headers": error.headers, "body": {"error": str(error)}}
        except Exception:
            log(f"[{request.get('request_id', '-')}] {traceback.format_exc()}")
            return {"status": 500, "headers": {}, "body": {"error": "서버에 문제가 생겼습니다"}}

    return wrapped


def with_access_log(handler, log, now):
    def wrapped(request):
        start = now()
        status = 500
        try:
            response = handler(request)
            status = response["status"]
            return response
        finally:
            line = {
                "method": request["method"],
                "path": request["path"].split("?", 1)[0],
                "status": status,
                "ms": round((now() - start) * 1000),
            }
            log(json.dumps(line, ensure_ascii=False))

    return wrapped
