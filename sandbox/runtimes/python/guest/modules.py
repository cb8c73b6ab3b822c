"""Imports the modules of the submission from memory."""

import sys
from importlib.machinery import ModuleSpec

from . import files, refuse

ROOTS = [""]

# What CPython itself has imported before a program starts: a submission's file
# of such a name does not hide it there either.
_STARTUP = frozenset(
    "sys builtins abc codecs io os stat posixpath genericpath posix errno time encodings site "
    "marshal zipimport _io _abc _codecs _thread _weakref _warnings _signal".split()
)


class Finder:
    """Finds modules among the submission's files."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        last = name.rpartition(".")[2]
        for root in ROOTS if path is None else path:
            base = f"{root}/{last}" if root else last
            for file, package in ((f"{base}/__init__.py", True), (f"{base}.py", False)):
                content = files.source(file)
                if content is not None:
                    spec = ModuleSpec(name, Loader(file), origin=file, is_package=package)
                    if package:
                        spec.submodule_search_locations = [base]
                    spec.has_location = True
                    return spec
            if files.is_folder(base):
                spec = ModuleSpec(name, None, is_package=True)
                spec.submodule_search_locations = [base]
                return spec
        if path is None and name in refuse.MISSING:
            message = f"the module {name!r} is not available in missions"
            raise refuse.ModuleNotAvailable(message, name=name)
        return None

    @staticmethod
    def invalidate_caches():
        pass


class Loader:
    """Runs a file of the submission as a module."""

    def __init__(self, path):
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, name):
        return compile(bytes(files.source(self.path)), self.path, "exec", dont_inherit=True)

    def get_source(self, name):
        return decode(files.source(self.path))

    def get_filename(self, name):
        return self.path

    def is_package(self, name):
        return self.path.endswith("/__init__.py")


def decode(content):
    """The text of a source file, whatever its coding cookie says."""
    import importlib.util

    try:
        return importlib.util.decode_source(bytes(content))
    except (SyntaxError, UnicodeDecodeError):
        return bytes(content).decode("utf-8", "replace")


def prepare(entry, paths):
    """Sets the search path, and lets the submission's files hide the library's."""
    folder = entry.rpartition("/")[0]
    ROOTS[:] = [folder, ""] if folder else [""]
    sys.path[:] = ["/" + folder]
    prefix = folder + "/" if folder else ""
    for path in paths:
        for start in {prefix, ""}:
            if path.startswith(start):
                name, slash, _ = path[len(start) :].partition("/")
                if slash:
                    name = name if f"{start}{name}/__init__.py" in paths else ""
                elif name.endswith(".py"):
                    name = name[:-3]
                else:
                    name = ""
                if name in sys.modules and name not in _STARTUP and name != "__main__":
                    _forget(name)


def _forget(name):
    dotted = name + "."
    for loaded in [n for n in sys.modules if n == name or n.startswith(dotted)]:
        del sys.modules[loaded]


def install():
    sys.meta_path[:] = [*sys.meta_path[:2], Finder]
    sys.path_hooks.clear()
    sys.path_importer_cache.clear()
