import re

BITS = {"r": 4, "w": 2, "x": 1}


def chmod(mode, expression):
    now = dict(zip("ugo", (int(digit) for digit in mode)))
    for clause in expression.split(","):
        who, rest = re.fullmatch(r"([ugoa]*)(.*)", clause).groups()
        targets = set("ugo") if who == "" or "a" in who else set(who)
        for operator, letters in re.findall(r"([-+=])([rwxXugo]*)", rest):
            bits = 0
            executable = any(value & 1 for value in now.values())
            for letter in letters:
                if letter in "ugo":
                    bits |= now[letter]
                elif letter == "X":
                    bits |= 1 if executable else 0
                else:
                    bits |= BITS[letter]
            for target in targets:
                if operator == "+":
                    now[target] |= bits
                elif operator == "-":
                    now[target] &= ~bits
                else:
                    now[target] = bits
    return "".join(str(now[target]) for target in "ugo")
