def free_times(opening, booked, length):
    result = []
    now = opening[0]
    for start, end in booked:
        result.append([now, start])
        now = end
    result.append([now, opening[1]])
    return result


print(free_times([540, 1320], [[600, 720], [720, 780], [900, 960]], 60))
