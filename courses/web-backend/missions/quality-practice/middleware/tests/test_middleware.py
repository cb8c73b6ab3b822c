import copy
import json

import pytest

from middleware import HttpError, with_access_log, with_errors, with_request_id


def request(path="/방", **headers):
    return {"method": "GET", "path": path, "headers": {name.replace("_", "-"): value for name, value in headers.items()}}


def ok(request):
    return {"status": 200, "headers": {"Content-Type": "text/plain"}, "body": request.get("request_id")}


class TestRequestId:
    def test_번호를_만들어_붙인다(self):
        response = with_request_id(ok, lambda: "new-1")(request())
        assert response["body"] == "new-1"
        assert response["headers"] == {"Content-Type": "text/plain", "X-Request-Id": "new-1"}

    def test_온_번호를_쓴다(self):
        app = with_request_id(ok, lambda: pytest.fail("번호가 왔는데 새로 만들었습니다"))
        assert app(request(x_request_id="Ab-9"))["headers"]["X-Request-Id"] == "Ab-9"
        assert app(request(x_request_id="a" * 40))["body"] == "a" * 40

    @pytest.mark.parametrize("bad", ["", "a" * 41, "a b", "a\nb", "a\n", "가", "a_b", "<b>"], ids=["empty", "long", "space", "newline", "newline-end", "korean", "underscore", "html"])
    def test_이상한_번호는_쓰지_않는다(self, bad):
        assert with_request_id(ok, lambda: "new-2")(request(x_request_id=bad))["body"] == "new-2"

    def test_받은_요청을_바꾸지_않는다(self):
        given = request(x_request_id="r1")
        before = copy.deepcopy(given)
        with_request_id(ok, lambda: "x")(given)
        assert given == before


class TestErrors:
    def test_무사하면_그대로(self):
        logs = []
        assert with_errors(ok, logs.append)(request())["status"] == 200
        assert logs == []

    def test_HttpError는_응답이_된다(self):
        def handler(request):
            raise HttpError(405, "안 됩니다", {"Allow": "GET"})

        logs = []
        response = with_errors(handler, logs.append)(request())
        assert response == {"status": 405, "headers": {"Allow": "GET"}, "body": {"error": "안 됩니다"}}
        assert logs == [], "알고 일으킨 오류는 기록하지 않습니다"

    def test_버그는_500이고_자세한_것은_기록에만(self):
        def handler(request):
            return request["비밀번호-1234"]

        logs = []
        response = with_errors(handler, logs.append)({**request(), "request_id": "r-77"})
        assert response == {"status": 500, "headers": {}, "body": {"error": "서버에 문제가 생겼습니다"}}
        assert len(logs) == 1
        assert "r-77" in logs[0] and "Traceback" in logs[0] and "KeyError" in logs[0]

    def test_번호가_없어도_기록한다(self):
        logs = []
        assert with_errors(lambda request: 1 / 0, logs.append)(request())["status"] == 500
        assert len(logs) == 1 and "-" in logs[0] and "ZeroDivisionError" in logs[0]

    def test_프로그램을_끝내려는_것은_잡지_않는다(self):
        def handler(request):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            with_errors(handler, print)(request())


class TestAccessLog:
    def clock(self, *times):
        return iter(times).__next__

    def test_한_줄의_JSON(self):
        logs = []
        response = with_access_log(ok, logs.append, self.clock(10.0, 10.0126))(request("/방?token=secret"))
        assert response["status"] == 200
        assert len(logs) == 1 and "\n" not in logs[0]
        assert json.loads(logs[0]) == {"method": "GET", "path": "/방", "status": 200, "ms": 13}
        assert "방" in logs[0], "한글은 그대로 적습니다"

    def test_예외는_500으로_적고_내보낸다(self):
        logs = []
        with pytest.raises(ZeroDivisionError):
            with_access_log(lambda request: 1 / 0, logs.append, self.clock(1.0, 1.5))(request())
        assert [json.loads(line) for line in logs] == [{"method": "GET", "path": "/방", "status": 500, "ms": 500}]

    def test_함께_쓸_수_있다(self):
        logs, errors = [], []
        app = with_errors(lambda request: 1 / 0, errors.append)
        app = with_access_log(app, logs.append, self.clock(0.0, 0.001))
        app = with_request_id(app, lambda: "r-5")
        response = app(request())
        assert response["status"] == 500 and response["headers"] == {"X-Request-Id": "r-5"}
        assert json.loads(logs[0])["status"] == 500
        assert "r-5" in errors[0]
