def parse_price(text):
    if not isinstance(text, str):
        raise TypeError(f"가격은 문자열이어야 합니다: {text!r}")
    digits = text.strip().removesuffix("원").replace(",", "")
    if not digits.isdecimal():
        raise ValueError(f"가격으로 읽을 수 없습니다: {text!r}")
    return int(digits)
