import hashlib


def blob_id(text):
    data = text.encode("utf-8")
    header = f"blob {len(data)}".encode("ascii") + b"\0"
    return hashlib.sha1(header + data).hexdigest()


def store(files):
    tree = {}
    blobs = {}
    for path, text in files:
        name = blob_id(text)
        tree[path] = name
        blobs[name] = text
    return [tree, blobs]
