import hashlib


def object_id(kind, data):
    header = f"{kind} {len(data)}".encode("ascii") + b"\0"
    return hashlib.sha1(header + data).hexdigest()


def snapshot(files):
    entries = {}
    folders = {}
    for path, (mode, text) in files.items():
        name, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(name, {})[rest] = [mode, text]
        else:
            entries[name] = (mode, object_id("blob", text.encode("utf-8")))
    for name, inside in folders.items():
        entries[name] = ("40000", snapshot(inside))

    def order(name):
        return name.encode("utf-8") + (b"/" if name in folders else b"")

    data = b""
    for name in sorted(entries, key=order):
        mode, target = entries[name]
        data += f"{mode} {name}".encode("utf-8") + b"\0" + bytes.fromhex(target)
    return object_id("tree", data)
