def octal(mode):
    user = mode[1:4]
    group = mode[4:7]
    other = mode[7:10]
    return "0000"
