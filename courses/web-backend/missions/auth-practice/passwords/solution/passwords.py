import hmac
import secrets

import kdf

METHOD = "pbkdf2_sha256"


def hash_password(password, iterations=200):
    if len(password) < 8:
        raise ValueError("비밀번호는 8자 이상이어야 합니다")
    salt = secrets.token_bytes(16)
    digest = kdf.derive(password, salt, iterations)
    return f"{METHOD}${iterations}${salt.hex()}${digest.hex()}"


def parse(stored):
    """(횟수, 소금, 해시)를 돌려줍니다. 모양이 틀리면 None입니다."""
    try:
        method, iterations, salt, digest = stored.split("$")
        if method != METHOD or int(iterations) < 1:
            return None
        return int(iterations), bytes.fromhex(salt), bytes.fromhex(digest)
    except ValueError:
        return None


def verify_password(password, stored):
    parsed = parse(stored)
    if parsed is None:
        return False
    iterations, salt, digest = parsed
    return hmac.compare_digest(kdf.derive(password, salt, iterations), digest)


def needs_rehash(stored, iterations=200):
    parsed = parse(stored)
    return parsed is None or parsed[0] < iterations


def log_in(users, name, password):
    stored = users.get(name)
    if stored is None:
        kdf.derive(password, b"\0" * 16, 200)
        return None
    if not verify_password(password, stored):
        return None
    if needs_rehash(stored):
        users[name] = hash_password(password)
    return name
