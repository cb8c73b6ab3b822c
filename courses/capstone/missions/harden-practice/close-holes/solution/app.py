import secrets
import traceback

import db

NOBODY = db.hash_password("없는 사람의 비밀번호")


def reply(status, body, headers=None):
    return {"status": status, "headers": headers or {}, "body": body}


def safe_next(target):
    if not isinstance(target, str) or not target.startswith("/") or target.startswith("//"):
        return "/"
    return "/" if "\\" in target or not target.isprintable() else target


def make_app(conn, log):
    sessions = {}

    def login(body):
        name, password = body.get("name"), body.get("password")
        member = db.find_member(conn, name) if isinstance(name, str) else None
        stored = NOBODY if member is None else member["password"]
        fits = isinstance(password, str) and db.check_password(password, stored)
        if member is None or not fits:
            return reply(401, {"error": "login"})
        session = secrets.token_urlsafe(32)
        sessions[session] = member["id"]
        return reply(303, {"session": session}, {"Location": safe_next(body.get("next"))})

    def single(method, text, member_id, body):
        number = int(text) if text.isascii() and text.isdecimal() else None
        if number is None or db.find_reservation(conn, number, member_id) is None:
            return reply(404, {"error": "not-found"})
        if method == "PATCH":
            memo = body.get("memo")
            if set(body) != {"memo"} or not isinstance(memo, str) or len(memo) > 100:
                return reply(422, {"error": "invalid"})
            db.update_memo(conn, number, member_id, memo)
        return reply(200, db.find_reservation(conn, number, member_id))

    def answer(request):
        method, path, body = request["method"], request["path"], request["body"]
        if (method, path) == ("POST", "/login"):
            return login(body)
        member_id = sessions.get(request["session"])
        if member_id is None:
            return reply(401, {"error": "login"})
        if (method, path) == ("GET", "/reservations"):
            return reply(200, {"items": db.list_reservations(conn, member_id)})
        if method in ("GET", "PATCH") and path.startswith("/reservations/"):
            return single(method, path.removeprefix("/reservations/"), member_id, body)
        return reply(404, {"error": "not-found"})

    def app(request):
        try:
            return answer(request)
        except Exception:
            log(traceback.format_exc())
            return reply(500, {"error": "internal"})

    return app
