def run(line, codes):
    done = []
    status = 0
    operator = ";"
    negate = False
    for word in line.split():
        if word in ("&&", "||", ";"):
            operator = word
        elif word == "!":
            negate = True
        else:
            wanted = operator == ";" or (operator == "&&") == (status == 0)
            if wanted:
                done.append(word)
                status = codes.get(word, 127)
                if negate:
                    status = 1 if status == 0 else 0
            negate = False
    return [done, status]
