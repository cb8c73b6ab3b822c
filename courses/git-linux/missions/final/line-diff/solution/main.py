def diff(old, new):
    length = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            if old[i] == new[j]:
                length[i][j] = length[i + 1][j + 1] + 1
            else:
                length[i][j] = max(length[i + 1][j], length[i][j + 1])

    result = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            result.append(" " + old[i])
            i += 1
            j += 1
        elif length[i + 1][j] == length[i][j]:
            result.append("-" + old[i])
            i += 1
        else:
            result.append("+" + new[j])
            j += 1
    result.extend("-" + line for line in old[i:])
    result.extend("+" + line for line in new[j:])
    return result
