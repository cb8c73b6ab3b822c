def chmod(mode, expression):
    user, group, other = (int(digit) for digit in mode)
    return f"{user}{group}{other}"
