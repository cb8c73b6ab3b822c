import hashlib
import hmac
import secrets

import kdf


def hash_password(password, iterations=200):
    # TODO: 소금과 kdf.derive를 쓰세요. 이렇게 보관하면 안 됩니다.
    return hashlib.sha256(password.encode("utf-8")).hexdigest()


def verify_password(password, stored):
    return hash_password(password) == stored


def needs_rehash(stored, iterations=200):
    return False


def log_in(users, name, password):
    return name if verify_password(password, users[name]) else None
