def words(line, variables):
    for name, value in variables.items():
        line = line.replace("$" + name, value)
    return line.split()
