import traceback

import db


def make_app(conn, log):
    sessions = {}

    def login(body):
        member = db.find_member(conn, body["name"])
        if member is None:
            return {"status": 401, "headers": {}, "body": {"error": "없는 이름입니다"}}
        if not db.check_password(body["password"], member["password"]):
            return {"status": 401, "headers": {}, "body": {"error": "비밀번호가 틀립니다"}}
        session = str(len(sessions) + 1)
        sessions[session] = member["id"]
        return {"status": 303, "headers": {"Location": body.get("next", "/")}, "body": {"session": session}}

    def answer(request):
        method, path, body = request["method"], request["path"], request["body"]
        if (method, path) == ("POST", "/login"):
            return login(body)
        member_id = sessions.get(request["session"])
        if member_id is None:
            return {"status": 401, "headers": {}, "body": {"error": "login"}}
        if (method, path) == ("GET", "/reservations"):
            return {"status": 200, "headers": {}, "body": {"items": db.list_reservations(conn, member_id)}}
        if path.startswith("/reservations/"):
            number = path.removeprefix("/reservations/")
            reservation = db.find_reservation(conn, number)
            if reservation is None:
                return {"status": 404, "headers": {}, "body": {"error": "not-found"}}
            if method == "PATCH":
                db.update_reservation(conn, number, body)
                reservation = db.find_reservation(conn, number)
            return {"status": 200, "headers": {}, "body": reservation}
        return {"status": 404, "headers": {}, "body": {"error": "not-found"}}

    def app(request):
        try:
            return answer(request)
        except Exception:
            return {"status": 500, "headers": {}, "body": {"error": traceback.format_exc()}}

    return app
