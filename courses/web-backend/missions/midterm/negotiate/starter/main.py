def negotiate(accept, offers):
    for part in accept.split(","):
        if part in offers:
            return part
    return None


print(negotiate("text/html, application/json;q=0.9", ["application/json", "text/html"]))
