def bus_fare(age, time):
    hour, minute = map(int, time.split(":"))
    minutes = hour * 60 + minute

    if age < 6:
        return 0
    elif age <= 12:
        fare = 550
    elif age <= 18:
        fare = 900
    else:
        fare = 1500

    if 4 * 60 <= minutes < 6 * 60 + 30:
        fare = fare * 80 // 100
    elif minutes >= 23 * 60 or minutes < 4 * 60:
        fare += 500

    return fare
