import re


def read_cookies(header):
    cookies = {}
    for part in header.split(";"):
        name, equals, value = part.partition("=")
        name = name.strip()
        if equals and name:
            cookies.setdefault(name, value.strip())
    return cookies


def check_text(text):
    for mark in text:
        if not 32 < ord(mark) < 127 or mark in ';,"\\':
            raise ValueError(f"쿠키에 쓸 수 없는 글자입니다: {mark!r}")


def set_cookie(name, value, options):
    path = options.get("path", "/")
    domain = options.get("domain")
    secure = bool(options.get("secure"))
    same_site = options.get("same_site", "Lax")

    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise ValueError(f"쿠키의 이름이 올바르지 않습니다: {name!r}")
    for text in (value, path, domain or ""):
        check_text(text)
    if same_site not in ("Strict", "Lax", "None"):
        raise ValueError(f"SameSite가 올바르지 않습니다: {same_site!r}")
    if same_site == "None" and not secure:
        raise ValueError("SameSite=None에는 Secure가 있어야 합니다")
    lowered = name.lower()
    if lowered.startswith("__host-") and (not secure or path != "/" or domain is not None):
        raise ValueError("__Host- 쿠키의 조건에 맞지 않습니다")
    if lowered.startswith("__secure-") and not secure:
        raise ValueError("__Secure- 쿠키에는 Secure가 있어야 합니다")

    parts = [f"{name}={value}", f"Path={path}"]
    if domain is not None:
        parts.append(f"Domain={domain}")
    if options.get("max_age") is not None:
        parts.append(f"Max-Age={options['max_age']}")
    if secure:
        parts.append("Secure")
    if options.get("http_only"):
        parts.append("HttpOnly")
    parts.append(f"SameSite={same_site}")
    return "; ".join(parts)
