import base64
import hmac
import json


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)


def signature(text, key):
    return b64(hmac.digest(key.encode("utf-8"), text.encode("utf-8"), "sha256"))


def part(value):
    return b64(json.dumps(value, separators=(",", ":"), sort_keys=True).encode("utf-8"))


def make_token(payload, key):
    text = part({"alg": "HS256", "typ": "JWT"}) + "." + part(payload)
    return text + "." + signature(text, key)


def read_part(text):
    try:
        value = json.loads(unb64(text))
    except ValueError:
        raise ValueError("토큰을 읽을 수 없습니다") from None
    if not isinstance(value, dict):
        raise ValueError("토큰의 부분은 객체여야 합니다")
    return value


def read_token(token, key, now):
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("토큰은 세 부분이어야 합니다")
    if read_part(parts[0]).get("alg") != "HS256":
        raise ValueError("받지 않는 서명 방법입니다")
    expected = signature(f"{parts[0]}.{parts[1]}", key)
    if not hmac.compare_digest(parts[2].encode("utf-8"), expected.encode("utf-8")):
        raise ValueError("서명이 맞지 않습니다")

    payload = read_part(parts[1])
    if type(payload.get("exp")) is not int or now >= payload["exp"]:
        raise ValueError("만료되었습니다")
    if "nbf" in payload and (type(payload["nbf"]) is not int or now < payload["nbf"]):
        raise ValueError("아직 쓸 수 없습니다")
    return payload
