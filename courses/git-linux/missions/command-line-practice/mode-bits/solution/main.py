def octal(mode):
    special = 0
    digits = ""
    for start, extra in ((1, 4), (4, 2), (7, 1)):
        read, write, last = mode[start:start + 3]
        digit = 0
        if read == "r":
            digit += 4
        if write == "w":
            digit += 2
        if last in "xst":
            digit += 1
        if last in "sStT":
            special += extra
        digits += str(digit)
    return str(special) + digits
