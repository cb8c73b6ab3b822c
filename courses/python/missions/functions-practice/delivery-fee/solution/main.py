def delivery_fee(distance, rainy=False):
    fee = 3000
    if distance > 2000:
        steps = (distance - 2000 + 499) // 500
        fee += steps * 500
    if rainy:
        fee += 1000
    return fee
