def run(line, codes):
    done = []
    status = 0
    for word in line.split():
        if word not in ("&&", "||", ";", "!"):
            done.append(word)
            status = codes[word]
    return [done, status]
