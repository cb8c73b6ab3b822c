"""pytest, made ready at build time: its configuration, its session, its fixtures."""

import ast
import importlib
import os
import pkgutil
from pathlib import Path

import _pytest
import pytest
from _pytest import main, nodes, python, skipping
from _pytest.assertion import rewrite
from _pytest.config import _prepareconfig
from _pytest.unittest import TestCaseFunction

from .. import files
from . import guard

# Modules that pytest imports late: after the build no file of it is there.
for _info in pkgutil.walk_packages(_pytest.__path__, "_pytest."):
    if "pytester" not in _info.name:
        importlib.import_module(_info.name)

# What reports to a terminal or a disk, and what looks at a process that is not here.
_WITHOUT = (
    "terminal pastebin junitxml doctest cacheprovider setuponly setupplan stepwise "
    "unraisableexception threadexception warnings faulthandler legacypath debugging tmpdir"
).split()


class Reports:
    """What pytest says of a test, and the fixtures that a terminal or a disk would give."""

    def __init__(self):
        self.seen = []
        self.replaced = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        try:
            return (yield)
        finally:
            if isinstance(item, TestCaseFunction):
                self.replaced = self.replaced or guard.replaced(item.instance)

    def pytest_runtest_logreport(self, report):
        self.seen.append(report)

    @pytest.fixture
    def tmp_path(self, request):
        return _new_folder(request.node.name)

    @pytest.fixture(scope="session")
    def tmp_path_factory(self):
        return _Folders()

    @pytest.fixture
    def capfd(self, capsys):
        return capsys


class _Folders:
    """Like the fixture `tmp_path_factory`."""

    def getbasetemp(self):
        path = Path("/tmp/pytest")
        path.mkdir(parents=True, exist_ok=True)
        return path

    def mktemp(self, basename, numbered=True):
        if numbered:
            return _new_folder(basename)
        path = self.getbasetemp() / basename
        path.mkdir()
        return path


def _new_folder(name):
    name = "".join(c if c.isalnum() or c == "_" else "_" for c in name)[:30]
    base = _Folders().getbasetemp()
    number = 0
    while (path := base / f"{name}{number}").exists():
        number += 1
    path.mkdir()
    return path


class _Module(python.Module):
    """A test file that is not on a disk."""

    loaded = None

    def _getobj(self):
        return self.loaded


class State:
    """pytest, configured."""

    config = session = reports = output = None


def module(path, loaded):
    """The node of a module of tests."""
    node = _Module.from_parent(State.session, path=Path(files.HOME, path))
    node.loaded = loaded
    return node


# Making assertions explain themselves costs some 5 M fuel each: of a file that
# has more of them only the text of the one that fails is shown.
_ASSERTIONS = 100


def _unplaced(node):
    """The nodes that have no line yet. pytest's own looks at all, again and
    again; but below a node that has one all have, except for the arguments of
    a call, which pytest makes anew."""
    placed = getattr(node, "lineno", None) is not None
    if not placed:
        yield node
    if not placed or isinstance(node, ast.Call):
        for child in ast.iter_child_nodes(node):
            yield from _unplaced(child)


def rewritten(content, path):
    """The code of a test file whose assertions say what they compared."""
    if content.count(b"assert ") > _ASSERTIONS:
        return compile(content, path, "exec", dont_inherit=True)
    tree = ast.parse(content, path)
    rewrite.rewrite_asserts(tree, content, path, State.config)
    return compile(tree, path, "exec", dont_inherit=True)


def install():
    rewrite.traverse_node = _unplaced
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    arguments = ["--assert=plain", "-s", "--rootdir", files.HOME]
    for name in _WITHOUT:
        arguments += ["-p", f"no:{name}"]
    State.reports = Reports()
    config = State.config = _prepareconfig(arguments, [State.reports])
    for name, value in (("usepdb", False), ("trace", False), ("tbstyle", "native")):
        setattr(config.option, name, value)
    config._do_configure()
    State.session = main.Session.from_config(config)
    config.hook.pytest_sessionstart(session=State.session)
    # The text of a failure is made by `outcome`, not by pytest's long report.
    nodes.Node._repr_failure_py = lambda self, excinfo, style=None: excinfo
    python.Function.repr_failure = lambda self, excinfo, style=None: excinfo
    os.environ.clear()


def skipped_by_file(item):
    """Why the test file itself says that a test is to be skipped, or None."""
    try:
        found = skipping.evaluate_skip_marks(item)
        if found is not None:
            return found.reason or "skip"
    except BaseException:
        return None
    for holder in (getattr(item, "obj", None), getattr(item, "cls", None)):
        if getattr(holder, "__unittest_skip__", False) is True:
            return str(getattr(holder, "__unittest_skip_why__", "")) or "skip"
    return None


def may_fail(item):
    """Whether the test file says that a test is expected to fail."""
    holder = getattr(item, "obj", None)
    return (
        item.get_closest_marker("xfail") is not None
        or getattr(holder, "__unittest_expecting_failure__", False) is True
        or getattr(getattr(item, "cls", None), "__unittest_expecting_failure__", False) is True
    )


def run_skipped():
    """Lets the tests run that the file says are to be skipped."""
    skipping.evaluate_skip_marks = lambda item: None


def unskip(item):
    for holder in (getattr(item, "obj", None), getattr(item, "cls", None)):
        holder = getattr(holder, "__func__", holder)
        if getattr(holder, "__unittest_skip__", False) is True:
            holder.__unittest_skip__ = False

