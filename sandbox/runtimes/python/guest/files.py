"""The files that a program sees: those of the submission, in memory.

`open` and the `os` functions that programs use on files work on a tree of
byte arrays; what a program writes is gone with it. The folder is `/app`.
"""

import builtins
import errno
import io
import itertools
import os
import posixpath
import stat as stat_bits

_native = {
    "io_open": io.open,
    **{name: getattr(os, name) for name in "stat open read write close lseek fstat".split()},
}

# The numbers of Linux, which programs and courses know; WASI has others.
_ERRNO = {
    "EPERM": 1, "ENOENT": 2, "EINTR": 4, "EIO": 5, "EBADF": 9, "EAGAIN": 11, "ENOMEM": 12,
    "EACCES": 13, "EEXIST": 17, "EXDEV": 18, "ENOTDIR": 20, "EISDIR": 21, "EINVAL": 22,
    "ENFILE": 23, "EMFILE": 24, "EFBIG": 27, "ENOSPC": 28, "ESPIPE": 29, "EROFS": 30,
    "EPIPE": 32, "EDOM": 33, "ERANGE": 34, "ENOSYS": 38, "ENOTEMPTY": 39, "ETIMEDOUT": 110,
    "ECONNREFUSED": 111,
}  # fmt: skip
_KINDS = {
    "ENOENT": (FileNotFoundError, "No such file or directory"),
    "EEXIST": (FileExistsError, "File exists"),
    "ENOTDIR": (NotADirectoryError, "Not a directory"),
    "EISDIR": (IsADirectoryError, "Is a directory"),
    "ENOTEMPTY": (OSError, "Directory not empty"),
    "EINVAL": (OSError, "Invalid argument"),
    "EBADF": (OSError, "Bad file descriptor"),
}

HOME = "/app"
CWD = [HOME]
FILES: dict = {}  # absolute path -> bytearray
FOLDERS = {"/", "/tmp", HOME}
_open_files: dict = {}  # descriptor of os.open -> _Raw
_descriptors = itertools.count(1000)
_DEVICES = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_EPOCH = 1767225600  # 2026-01-01T00:00:00Z


def load(files):
    """Puts the submission's files into the tree."""
    for file in files:
        path = f"{HOME}/{file.path}"
        FILES[path] = file.content
        slash = path.rfind("/")
        while slash > 0:
            folder = path[:slash]
            if folder in FOLDERS:
                break
            FOLDERS.add(folder)
            slash = folder.rfind("/")


def source(path):
    """The content of a file of the submission, or None."""
    return FILES.get(f"{HOME}/{path}")


def is_folder(path):
    return f"{HOME}/{path}" in FOLDERS


def _absolute(path):
    path = os.fspath(path)
    if isinstance(path, bytes):
        path = path.decode()
    if "\0" in path:
        raise ValueError("embedded null byte")
    path = posixpath.normpath(posixpath.join(CWD[0], path))
    return path[1:] if path.startswith("//") else path


def _error(code, path):
    kind, text = _KINDS[code]
    return kind(_ERRNO[code], text, path)


def _parent_or_raise(absolute, path):
    parent = posixpath.dirname(absolute)
    if parent not in FOLDERS:
        raise _error("ENOTDIR" if parent in FILES else "ENOENT", path)


class _Raw(io.RawIOBase):
    """A file that is open."""

    descriptor = None
    closefd = True

    def __init__(self, absolute, path, mode):
        self.name = path
        self.mode = mode
        self._path = absolute
        self._data = FILES[absolute]
        self._reads = "r" in mode or "+" in mode
        self._writes = mode[0] in "wax" or "+" in mode
        self._appends = "a" in mode
        self._at = 0
        if self._writes and not isinstance(self._data, bytearray):
            self._data = FILES[absolute] = bytearray(self._data)

    def fileno(self):
        if self.descriptor is None:
            raise io.UnsupportedOperation("fileno")
        return self.descriptor

    def close(self):
        if self.closefd:
            _open_files.pop(self.descriptor, None)
        super().close()

    def readable(self):
        return self._reads

    def writable(self):
        return self._writes

    def seekable(self):
        return True

    def readinto(self, buffer):
        if not self._reads:
            raise io.UnsupportedOperation("not readable")
        part = self._data[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def readall(self):
        if not self._reads:
            raise io.UnsupportedOperation("not readable")
        part = bytes(self._data[self._at :])
        self._at += len(part)
        return part

    def write(self, buffer):
        if not self._writes:
            raise io.UnsupportedOperation("not writable")
        part = bytes(buffer)
        data = self._data
        if self._appends:
            self._at = len(data)
        elif self._at > len(data):
            data.extend(bytes(self._at - len(data)))
        data[self._at : self._at + len(part)] = part
        self._at += len(part)
        return len(part)

    def seek(self, offset, whence=0):
        base = (0, self._at, len(self._data))[whence]
        if base + offset < 0:
            raise _error("EINVAL", self.name)
        self._at = base + offset
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        size = self._at if size is None else size
        del self._data[size:]
        if size > len(self._data):
            self._data.extend(bytes(size - len(self._data)))
        return size


def open(
    file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None
):
    """Like the built-in function."""
    if opener is not None and not isinstance(file, int):
        file = opener(file, _flags(mode))
    if isinstance(file, int):
        if file in _open_files:
            raw = _open_files[file]
            raw.closefd = closefd
            return _wrapped(raw, mode, buffering, encoding, errors, newline)
        return _native["io_open"](file, mode, buffering, encoding, errors, newline, closefd)
    absolute = _absolute(file)
    if absolute in _DEVICES:
        device = _DEVICES[absolute]
        return _native["io_open"](device, mode, buffering, encoding, errors, newline, False)
    path = os.fspath(file)
    kinds = set(mode)
    if kinds - set("axrwb+t") or len(mode) > len(kinds):
        raise ValueError(f"invalid mode: {mode!r}")
    text = "b" not in kinds
    if not text and "t" in kinds:
        raise ValueError("can't have text and binary mode at once")
    if len(kinds & set("axrw")) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if not text and (encoding is not None or errors is not None or newline is not None):
        raise ValueError("binary mode doesn't take an encoding, errors or newline argument")
    if absolute in FOLDERS:
        raise _error("EISDIR", path)
    if absolute == "/dev/null":
        FILES[absolute] = bytearray()
    elif "r" in kinds:
        if absolute not in FILES:
            _parent_or_raise(absolute, path)
            raise _error("ENOENT", path)
    else:
        _parent_or_raise(absolute, path)
        if "x" in kinds and absolute in FILES:
            raise _error("EEXIST", path)
        if "w" in kinds or absolute not in FILES:
            FILES[absolute] = bytearray()
    raw_mode = "".join(sorted(kinds - {"b", "t", "+"})) + "b" + ("+" if "+" in kinds else "")
    raw = _Raw(absolute, path, raw_mode)
    return _wrapped(raw, mode, buffering, encoding, errors, newline)


def _wrapped(raw, mode, buffering, encoding, errors, newline):
    kinds = set(mode)
    text = "b" not in kinds
    if buffering == 0:
        if text:
            raise ValueError("can't have unbuffered text I/O")
        return raw
    size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
    if "+" in kinds:
        buffer = io.BufferedRandom(raw, size)
    elif "r" in kinds:
        buffer = io.BufferedReader(raw, size)
    else:
        buffer = io.BufferedWriter(raw, size)
    if not text:
        return buffer
    wrapper = io.TextIOWrapper(buffer, encoding or "utf-8", errors, newline, buffering == 1)
    wrapper.mode = mode
    return wrapper


def _flags(mode):
    flags = os.O_RDWR if "+" in mode else os.O_RDONLY if "r" in mode else os.O_WRONLY
    for kind, extra in (("w", os.O_TRUNC | os.O_CREAT), ("x", os.O_EXCL | os.O_CREAT)):
        if kind in mode:
            flags |= extra
    return flags | (os.O_APPEND | os.O_CREAT if "a" in mode else 0)


def _os_open(path, flags, mode=0o777, *, dir_fd=None):
    absolute = _absolute(path)
    path = os.fspath(path)
    if absolute in FOLDERS:
        raise _error("EISDIR", path)
    if absolute not in FILES:
        if not flags & os.O_CREAT:
            raise _error("ENOENT", path)
        _parent_or_raise(absolute, path)
        FILES[absolute] = bytearray()
    elif flags & os.O_CREAT and flags & os.O_EXCL:
        raise _error("EEXIST", path)
    elif flags & os.O_TRUNC:
        FILES[absolute] = bytearray()
    kind = "ab" if flags & os.O_APPEND else "wb" if flags & os.O_WRONLY else "rb"
    raw = _Raw(absolute, path, kind + "+" if flags & os.O_RDWR == os.O_RDWR else kind)
    raw.descriptor = next(_descriptors)
    _open_files[raw.descriptor] = raw
    return raw.descriptor


def _on_descriptor(name, act):
    native = _native[name]

    def function(fd, *args):
        raw = _open_files.get(fd)
        return native(fd, *args) if raw is None else act(raw, *args)

    return function


def _status(absolute):
    if absolute in FOLDERS:
        mode, size = stat_bits.S_IFDIR | 0o755, 0
    else:
        mode, size = stat_bits.S_IFREG | 0o644, len(FILES[absolute])
    inode = sum(absolute.encode()) + len(absolute)
    return os.stat_result((mode, inode, 1, 1, 0, 0, size, _EPOCH, _EPOCH, _EPOCH))


def _stat(path, *, dir_fd=None, follow_symlinks=True):
    if isinstance(path, int):
        return os.fstat(path)
    absolute = _absolute(path)
    if absolute not in FILES and absolute not in FOLDERS:
        raise _error("ENOENT", os.fspath(path))
    return _status(absolute)


def _children(absolute):
    prefix = absolute.rstrip("/") + "/"
    start = len(prefix)
    return sorted(
        name[start:]
        for place in (FILES, FOLDERS)
        for name in place
        if name.startswith(prefix) and name != prefix and "/" not in name[start:]
    )


def _folder_or_raise(path):
    absolute = _absolute(path)
    if absolute not in FOLDERS:
        raise _error("ENOTDIR" if absolute in FILES else "ENOENT", os.fspath(path))
    return absolute


def _listdir(path="."):
    return _children(_folder_or_raise("." if path is None else path))


class _Entry:
    """Like os.DirEntry."""

    def __init__(self, folder, name):
        self.name = name
        self.path = posixpath.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def is_dir(self, *, follow_symlinks=True):
        return _absolute(self.path) in FOLDERS

    def is_file(self, *, follow_symlinks=True):
        return _absolute(self.path) in FILES

    def is_symlink(self):
        return False

    def is_junction(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return _stat(self.path)

    def inode(self):
        return _stat(self.path).st_ino


class _Scan:
    """Like the iterator of os.scandir."""

    def __init__(self, path):
        folder = os.fspath(path)
        self._entries = iter([_Entry(folder, name) for name in _listdir(path)])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._entries = iter(())


def _mkdir(path, mode=0o777, *, dir_fd=None):
    absolute = _absolute(path)
    if absolute in FOLDERS or absolute in FILES:
        raise _error("EEXIST", os.fspath(path))
    _parent_or_raise(absolute, os.fspath(path))
    FOLDERS.add(absolute)


def _rmdir(path, *, dir_fd=None):
    absolute = _folder_or_raise(path)
    if absolute == "/" or _children(absolute):
        raise _error("ENOTEMPTY", os.fspath(path))
    FOLDERS.discard(absolute)


def _remove(path, *, dir_fd=None):
    absolute = _absolute(path)
    if absolute not in FILES:
        raise _error("EISDIR" if absolute in FOLDERS else "ENOENT", os.fspath(path))
    del FILES[absolute]


def _rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    old, new = _absolute(src), _absolute(dst)
    _parent_or_raise(new, os.fspath(dst))
    if old in FILES:
        FILES[new] = FILES.pop(old)
    elif old in FOLDERS:
        for place in (FILES, FOLDERS):
            for name in [n for n in place if n == old or n.startswith(old + "/")]:
                moved = new + name[len(old) :]
                if place is FILES:
                    FILES[moved] = FILES.pop(name)
                else:
                    FOLDERS.discard(name)
                    FOLDERS.add(moved)
    else:
        raise _error("ENOENT", os.fspath(src))


def _access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    absolute = _absolute(path)
    return absolute in FILES or absolute in FOLDERS


def _chdir(path):
    CWD[0] = _folder_or_raise(path)


def install():
    """Puts the tree in the place of the file system; at build time."""
    builtins.open = io.open = open
    io.open_code = lambda path: open(path, "rb")
    for name, function in {
        "stat": _stat,
        "lstat": _stat,
        "listdir": _listdir,
        "scandir": lambda path=".": _Scan(path),
        "mkdir": _mkdir,
        "rmdir": _rmdir,
        "remove": _remove,
        "unlink": _remove,
        "rename": _rename,
        "replace": _rename,
        "access": _access,
        "chdir": _chdir,
        "open": _os_open,
        "read": _on_descriptor("read", lambda raw, size: raw.read(size)),
        "write": _on_descriptor("write", lambda raw, data: raw.write(data)),
        "close": _on_descriptor("close", lambda raw: raw.close()),
        "lseek": _on_descriptor("lseek", lambda raw, at, how: raw.seek(at, how)),
        "fstat": _on_descriptor("fstat", lambda raw: _status(raw._path)),
        "chmod": lambda path, mode, **_: _stat(path) and None,
        "utime": lambda path, times=None, **_: _stat(path) and None,
        "getcwd": lambda: CWD[0],
        "getcwdb": lambda: CWD[0].encode(),
    }.items():
        if not isinstance(function, type):
            function.__name__ = function.__qualname__ = name
        setattr(os, name, function)
    for name, number in _ERRNO.items():
        setattr(errno, name, number)
        errno.errorcode[number] = name
    # Modules that took the originals by name when they were imported.
    import tokenize

    tokenize._builtin_open = open
    open.__module__ = "_io"
