def merge_lines(base, ours, theirs):
    result = []
    conflicts = 0
    mine_block = []
    yours_block = []

    def close():
        nonlocal conflicts, mine_block, yours_block
        if mine_block:
            conflicts += 1
            result.extend(["<<<<<<< ours", *mine_block, "=======", *yours_block, ">>>>>>> theirs"])
            mine_block, yours_block = [], []

    for before, mine, yours in zip(base, ours, theirs):
        if mine != yours and mine != before and yours != before:
            mine_block.append(mine)
            yours_block.append(yours)
            continue
        close()
        result.append(yours if mine == before else mine)
    close()
    return [result, conflicts]
