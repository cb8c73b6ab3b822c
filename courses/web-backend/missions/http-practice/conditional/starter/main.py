def conditional(method, etag, if_none_match):
    if if_none_match == etag:
        return 304
    return 200


print(conditional("GET", '"v3"', '"v3"'))
print(conditional("GET", '"v3"', '"v1", "v3"'))
