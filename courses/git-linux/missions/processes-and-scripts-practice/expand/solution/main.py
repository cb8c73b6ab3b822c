def is_name_start(letter):
    return letter == "_" or (letter.isascii() and letter.isalpha())


def is_name_part(letter):
    return is_name_start(letter) or (letter.isascii() and letter.isdigit())


def variable_at(line, start, variables):
    """start는 $의 자리입니다. (값, 다음 자리)를 돌려줍니다. 변수가 아니면 None입니다."""
    i = start + 1
    if i < len(line) and line[i] == "{":
        end = line.index("}", i)
        inside = line[i + 1:end]
        if ":-" in inside:
            name, default = inside.split(":-", 1)
            return variables.get(name) or default, end + 1
        return variables.get(inside, ""), end + 1
    if i < len(line) and is_name_start(line[i]):
        end = i
        while end < len(line) and is_name_part(line[end]):
            end += 1
        return variables.get(line[i:end], ""), end
    return None


def words(line, variables):
    result = []
    current = ""
    quoted = False      # 이 낱말에 따옴표가 있었는가
    quote = ""          # 지금 어떤 따옴표 안인가

    def finish():
        nonlocal current, quoted
        if current or quoted:
            result.append(current)
        current, quoted = "", False

    i = 0
    while i < len(line):
        letter = line[i]
        if quote == "'":
            if letter == "'":
                quote = ""
            else:
                current += letter
            i += 1
            continue
        if letter == "$":
            found = variable_at(line, i, variables)
            if found is not None:
                value, i = found
                if quote:
                    current += value
                else:
                    for piece in value:
                        if piece == " ":
                            finish()
                        else:
                            current += piece
                continue
        if quote == '"':
            if letter == '"':
                quote = ""
            else:
                current += letter
        elif letter in "'\"":
            quote = letter
            quoted = True
        elif letter == " ":
            finish()
        else:
            current += letter
        i += 1
    finish()
    return result
