def to_fahrenheit(celsius):
    pass


def summarize(temperatures):
    pass


def hot_spell(temperatures, limit=33):
    pass
