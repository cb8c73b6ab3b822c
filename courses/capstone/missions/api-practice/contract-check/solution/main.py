SIMPLE = {
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "any": lambda value: True,
}


def look(spec, value, place):
    if isinstance(spec, str):
        if not SIMPLE[spec](value):
            yield place, "자료형"
        return
    ((kind, inner),) = spec.items()
    if kind == "enum":
        if not isinstance(value, str) or value not in inner:
            yield place, "값"
    elif kind == "or":
        if not any(not list(look(option, value, place)) for option in inner):
            yield place, "자료형"
    elif kind == "list":
        if not isinstance(value, list):
            yield place, "자료형"
            return
        for index, item in enumerate(value):
            yield from look(inner, item, f"{place}[{index}]")
    elif not isinstance(value, dict):
        yield place, "자료형"
    else:
        known = {name.removesuffix("?"): (name.endswith("?"), rule) for name, rule in inner.items()}
        for name, (optional, rule) in known.items():
            if name in value:
                yield from look(rule, value[name], f"{place}.{name}")
            elif not optional:
                yield f"{place}.{name}", "없음"
        for name in value:
            if name not in known:
                yield f"{place}.{name}", "모르는 칸"


def violations(spec, value):
    return [f"{place}: {reason}" for place, reason in sorted(look(spec, value, "$"))]
