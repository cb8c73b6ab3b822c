"""PBKDF2-HMAC-SHA256입니다. hashlib.pbkdf2_hmac("sha256", …)과 결과가 같습니다."""

import hmac


def derive(password, salt, iterations):
    """비밀번호(글)와 소금(바이트)으로 32바이트를 만듭니다. 횟수가 많을수록 느립니다."""
    key = password.encode("utf-8")
    block = hmac.digest(key, salt + b"\0\0\0\1", "sha256")
    result = int.from_bytes(block)
    for _ in range(iterations - 1):
        block = hmac.digest(key, block, "sha256")
        result ^= int.from_bytes(block)
    return result.to_bytes(32)
