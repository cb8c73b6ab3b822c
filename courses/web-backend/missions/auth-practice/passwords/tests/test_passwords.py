import re
import secrets

import pytest

import kdf
import passwords

PASSWORD = "봄비 내리는 밤"


@pytest.fixture
def calls(monkeypatch):
    """kdf.derive가 받은 횟수를 기록합니다."""
    seen = []
    derive = kdf.derive

    def counted(password, salt, iterations):
        seen.append(iterations)
        return derive(password, salt, iterations)

    monkeypatch.setattr(kdf, "derive", counted)
    if hasattr(passwords, "derive"):
        monkeypatch.setattr(passwords, "derive", counted)
    return seen


def stored_with(iterations, password=PASSWORD):
    salt = bytes(range(16))
    return f"pbkdf2_sha256${iterations}${salt.hex()}${kdf.derive(password, salt, iterations).hex()}"


def test_kdf는_그대로이다():
    assert kdf.derive("password", b"salt", 2).hex() == "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"


def test_보관하는_모양():
    assert re.fullmatch(r"pbkdf2_sha256\$200\$[0-9a-f]{32}\$[0-9a-f]{64}", passwords.hash_password(PASSWORD))
    assert passwords.hash_password(PASSWORD, 37).split("$")[1] == "37"


def test_맞는_비밀번호와_틀린_비밀번호():
    stored = passwords.hash_password(PASSWORD)
    assert passwords.verify_password(PASSWORD, stored) is True
    assert passwords.verify_password(PASSWORD + " ", stored) is False


def test_소금은_부를_때마다_다르다():
    assert len({passwords.hash_password(PASSWORD).split("$")[2] for _ in range(4)}) == 4


def test_해시는_소금과_횟수로_계산한다():
    _, iterations, salt, digest = passwords.hash_password(PASSWORD, 50).split("$")
    assert digest == kdf.derive(PASSWORD, bytes.fromhex(salt), 50).hex()


def test_다른_횟수로_보관한_것도_확인한다():
    assert passwords.verify_password(PASSWORD, stored_with(33)) is True
    assert passwords.verify_password("다른 비밀번호", stored_with(33)) is False


@pytest.mark.parametrize(
    "broken",
    ["", "pbkdf2_sha256", "pbkdf2_sha256$10$aa", "md5$10$aa$bb", "pbkdf2_sha256$열$aa$bb", "pbkdf2_sha256$10$zz$bb", "pbkdf2_sha256$10$aa$bb$cc"],
)
def test_모양이_틀리면_False이고_다시_해시해야_한다(broken):
    assert passwords.verify_password(PASSWORD, broken) is False
    assert passwords.needs_rehash(broken) is True


def test_횟수가_작으면_다시_해시해야_한다():
    assert passwords.needs_rehash(stored_with(199)) is True
    assert passwords.needs_rehash(stored_with(200)) is False
    assert passwords.needs_rehash(stored_with(201)) is False
    assert passwords.needs_rehash(stored_with(30), 30) is False


def test_짧은_비밀번호는_받지_않는다():
    with pytest.raises(ValueError):
        passwords.hash_password("일곱글자야요오"[:7])
    assert passwords.hash_password("여덟글자야요오오"[:8])


def test_로그인():
    users = {"하린": passwords.hash_password(PASSWORD)}
    before = dict(users)
    assert passwords.log_in(users, "하린", PASSWORD) == "하린"
    assert passwords.log_in(users, "하린", "틀린 비밀번호") is None
    assert users == before


def test_옛_횟수는_로그인할_때_바뀐다():
    users = {"하린": stored_with(20)}
    assert passwords.log_in(users, "하린", "틀린 비밀번호") is None
    assert users["하린"] == stored_with(20), "로그인에 실패했는데 보관한 것이 바뀌었습니다"
    assert passwords.log_in(users, "하린", PASSWORD) == "하린"
    assert users["하린"].split("$")[1] == "200"
    assert passwords.log_in(users, "하린", PASSWORD) == "하린"


def test_없는_이름에도_같은_계산을_한다(calls):
    users = {}
    assert passwords.log_in(users, "없는 사람", PASSWORD) is None
    assert calls == [200], "derive를 200번의 횟수로 한 번 불러야 합니다"
    assert users == {}
