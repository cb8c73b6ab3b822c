import re

import pytest

from checks import check


def slug(title):
    if not isinstance(title, str):
        raise TypeError("문자열이어야 합니다")
    text = re.sub(r"[^a-z0-9가-힣]+", "-", re.sub("[A-Z]", lambda m: m[0].lower(), title)).strip("-")
    return text[:20].rstrip("-") or "post"


def other_slug(title):
    if type(title) is not str:
        raise TypeError
    words, word = [], ""
    for mark in title:
        if "A" <= mark <= "Z":
            mark = chr(ord(mark) + 32)
        if "a" <= mark <= "z" or "0" <= mark <= "9" or "가" <= mark <= "힣":
            word += mark
        elif word:
            words.append(word)
            word = ""
    text = "-".join(words + [word] if word else words)[:20]
    return text.removesuffix("-") or "post"


def make(pattern=r"[^a-z0-9가-힣]+", lower=True, strip="-", limit=20, tail=True, empty="post", check_type=True):
    def mutant(title):
        if not isinstance(title, str):
            if check_type:
                raise TypeError("문자열이어야 합니다")
            title = str(title)
        text = title
        if lower:
            text = re.sub("[A-Z]", lambda m: m[0].lower(), text)
        text = re.sub(pattern, "-", text)
        text = text.strip("-") if strip == "-" else text.lstrip("-") if strip == "l" else text.rstrip("-") if strip == "r" else text
        text = text[:limit]
        if tail:
            text = text.rstrip("-")
        return text or empty

    return mutant


def test_올바른_함수는_통과시킨다():
    check(slug)


def test_올바른_다른_함수도_통과시킨다():
    check(other_slug)


MUTANTS = {
    "소문자로_바꾸지_않음": make(pattern=r"[^A-Za-z0-9가-힣]+", lower=False),
    "이어진_글자마다_빼기표": make(pattern=r"[^a-z0-9가-힣]"),
    "밑줄을_남김": make(pattern=r"[^a-z0-9_가-힣]+"),
    "한글을_없앰": make(pattern=r"[^a-z0-9]+"),
    "마지막_한글이_빠짐": make(pattern=r"[^a-z0-9가-힢]+"),
    "낱자를_남김": make(pattern=r"[^a-z0-9가-힣ㄱ-ㅣ]+"),
    "다른_문자를_남김": make(pattern=r"[\W_]+"),
    "숫자_9를_없앰": make(pattern=r"[^a-z0-8가-힣]+"),
    "앞을_다듬지_않음": make(strip="r"),
    "뒤를_다듬지_않음": make(strip="l", tail=False),
    "스물한_자까지": make(limit=21),
    "열아홉_자까지": make(limit=19),
    "자르지_않음": make(limit=None),
    "자른_뒤의_빼기표를_남김": make(tail=False),
    "빈_글을_돌려줌": make(empty=""),
    "다른_이름을_돌려줌": make(empty="untitled"),
    "자료형을_보지_않음": make(check_type=False),
    "언제나_같은_답": lambda title: "hello-세계-2026",
}


def catching(name):
    def test():
        check(slug)  # 올바른 함수까지 잡아내면 잡은 것이 아닙니다.
        try:
            check(MUTANTS[name])
        except AssertionError:
            return
        except Exception as error:
            pytest.fail(f"AssertionError가 아니라 {type(error).__name__}이(가) 났습니다")
        pytest.fail(f"틀린 함수를 놓쳤습니다: {name}")

    return test


for name in MUTANTS:
    globals()[f"test_잡아낸다_{name}"] = catching(name)
