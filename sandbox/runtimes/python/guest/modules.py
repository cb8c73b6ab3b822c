"""Imports the modules of the submission from memory."""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import decode_source, find_spec

from . import files, refuse

ROOTS = [""]
HIDDEN: dict = {}  # path -> text of a tutor's test file, which no program can open
_tests: set = set()  # those of them whose assertions explain themselves
_rewrite = [None]

# A module that prints when it is imported: it must be imported in the run.
_LATE = {"this": find_spec("this").loader.get_code("this")}

# What CPython itself has imported before a program starts: a submission's file
# of such a name does not hide it there either.
_STARTUP = frozenset(
    "sys builtins abc codecs io os stat posixpath genericpath posix errno time encodings site "
    "__main__ marshal zipimport _io _abc _codecs _thread _weakref _warnings _signal".split()
)


class Finder:
    """Finds modules among the submission's files."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        last = name.rpartition(".")[2]
        for root in ROOTS if path is None else path:
            base = f"{root}/{last}" if root else last
            for file, package in ((f"{base}/__init__.py", True), (f"{base}.py", False)):
                if file in HIDDEN or files.source(file) is not None:
                    spec = ModuleSpec(name, Loader(file), origin=file, is_package=package)
                    if package:
                        spec.submodule_search_locations = [base]
                    spec.has_location = True
                    return spec
            if files.is_folder(base) or any(path.startswith(f"{base}/") for path in HIDDEN):
                spec = ModuleSpec(name, None, is_package=True)
                spec.submodule_search_locations = [base]
                return spec
        if path is None and name in _LATE:
            return ModuleSpec(name, Late())
        if path is None and name in refuse.MISSING:
            message = f"the module {name!r} is not available in missions"
            raise refuse.ModuleNotAvailable(message, name=name)
        return None

    @staticmethod
    def invalidate_caches():
        pass


class Late:
    """Runs a module of the library that is not in the snapshot."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(_LATE[module.__name__], module.__dict__)


class Loader:
    """Runs a file of the submission as a module."""

    def __init__(self, path):
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, name):
        if self.path in _tests:
            return _rewrite[0](HIDDEN[self.path].encode(), self.path)
        content = HIDDEN.get(self.path)
        if content is None:
            content = bytes(files.source(self.path))
        return compile(content, self.path, "exec", dont_inherit=True)

    def get_source(self, name):
        return source(self.path)

    def get_filename(self, name):
        return self.path

    def is_package(self, name):
        return self.path.endswith("/__init__.py")


def source(path):
    """The text of a source file, whatever its coding cookie says."""
    if path in HIDDEN:
        return HIDDEN[path]
    content = bytes(files.source(path) or b"")
    try:
        return decode_source(content)
    except (SyntaxError, UnicodeDecodeError):
        return content.decode("utf-8", "replace")


def prepare(entry, paths):
    """Sets the search path, and lets the submission's files hide the library's."""
    folder = entry.rpartition("/")[0]
    ROOTS[:] = [folder, ""] if folder else [""]
    sys.path[:] = [f"{files.HOME}/{folder}" if folder else files.HOME]
    prepare_names(
        path[len(folder) + 1 :] if folder and path.startswith(folder + "/") else path
        for path in paths
        if path != entry
    )


def prepare_names(paths):
    """Lets files hide the library's modules of the same name."""
    for path in paths:
        name, slash, rest = path.partition("/")
        if not slash:
            name = name.removesuffix(".py")
        elif rest != "__init__.py":
            continue
        if name in sys.modules and name not in _STARTUP:
            _forget(name)


def hide(tests, collected, rewrite):
    """Makes a tutor's files importable, but not files. They win over the
    submission's; `rewrite` compiles those that hold tests."""
    HIDDEN.update(tests)
    _rewrite[0] = rewrite
    for path in tests:
        folder = path.rpartition("/")[0]
        if folder not in ROOTS:
            ROOTS.append(folder)
    _tests.update(collected)
    prepare_names(tests)


def _forget(name):
    dotted = name + "."
    for loaded in [n for n in sys.modules if n == name or n.startswith(dotted)]:
        del sys.modules[loaded]


def install():
    sys.meta_path[:] = [*sys.meta_path[:2], Finder]
    sys.path_hooks.clear()
    sys.path_importer_cache.clear()
