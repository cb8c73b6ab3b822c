EXAMPLES = {
    "Hello, 세계! 2026": "hello-세계-2026",
    "ABC": "abc",
    "a  --  b": "a-b",
    "a_b": "a-b",
    "--앞과 뒤--": "앞과-뒤",
    "가힣ㄱㅏ": "가힣",
    "café": "caf",
    "0 9 z": "0-9-z",
    "a" * 20: "a" * 20,
    "a" * 21: "a" * 20,
    "a" * 19 + " b": "a" * 19,
    "a" * 18 + " bc": "a" * 18 + "-b",
    " " + "가" * 25: "가" * 20,
    "": "post",
    "  ... ": "post",
    "é": "post",
}


def check(slug):
    for title, expected in EXAMPLES.items():
        assert slug(title) == expected, title
    for wrong in (None, 3, ["a"], b"abc"):
        try:
            slug(wrong)
        except TypeError:
            continue
        assert False, "TypeError가 나야 합니다"
