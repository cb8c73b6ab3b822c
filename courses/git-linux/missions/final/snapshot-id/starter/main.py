import hashlib


def object_id(kind, data):
    header = f"{kind} {len(data)}".encode("ascii") + b"\0"
    return hashlib.sha1(header + data).hexdigest()


def snapshot(files):
    data = b""
    for path, (mode, text) in sorted(files.items(), reverse=True):
        blob = object_id("blob", text.encode("utf-8"))
        data += f"{mode} {path}".encode("utf-8") + b"\0" + bytes.fromhex(blob)
    return object_id("tree", data)
