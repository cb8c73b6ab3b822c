"""Collects and runs the tests of a plan."""

import collections
import importlib
import io
import itertools
import json
import operator

from _pytest.unittest import TestCaseFunction

from .. import modules
from . import guard, outcome, pytests, stubs
from .output import Output

outcome.bind(TestCaseFunction)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Of what a test prints, so many bytes are kept; of its message and its
# traceback as many characters, or fewer when there are many tests.
_ENDED = '{"ended":true}'
_OUTPUT = 500
_TEXT = 2000


def _record(fields):
    return _encode(fields).encode("utf-8", "backslashreplace") + b"\n"


class Tests:
    """The tests of one run."""

    def __init__(self, run, plan):
        self.own = run.own
        self.plan = plan
        self.paths = plan["collect"]
        self.listing = plan.get("list", False)
        self.items = []
        self.broken = []
        self.size = _TEXT
        self.output = pytests.State.output = Output(_OUTPUT)

    def load(self):
        """Imports the test files, and collects their tests."""
        collected = () if self.listing else self.paths
        modules.hide(self.plan.pop("tests"), collected, pytests.rewritten)
        if self.listing:
            stubs.install()
        for path in sorted(modules.HIDDEN, key=lambda path: path.count("/")):
            if path.rpartition("/")[2] == "conftest.py":
                plugin = self.imported(path)
                if plugin is not None:
                    pytests.State.config.pluginmanager.register(plugin, f"tutor {path} of all")
        if self.plan.get("run_skipped"):
            pytests.run_skipped()
        for index, path in enumerate(self.paths):
            found = self.collected(path, index)
            self.items += found
        session = pytests.State.session
        items = [item for _, item in self.items]
        keys = {id(item): key for key, item in self.items}
        session.items = items
        session.config.hook.pytest_collection_modifyitems(
            session=session, config=session.config, items=items
        )
        self.items = [(keys[id(item)], item) for item in items]
        share = int(self.plan.get("bytes", 40_000)) // max(1, len(items))
        self.size = max(80, min(_TEXT, share // 3))

    def imported(self, path):
        name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        try:
            return importlib.import_module(name)
        except SyntaxError as error:
            if error.filename in self.own:
                raise
            self.failed(path, error)
        except BaseException as error:
            self.failed(path, error)
        return None

    def failed(self, path, error):
        fields = {"file": path, **outcome.describe(error, self.own, _TEXT)}
        if isinstance(error, ModuleNotFoundError) and error.name:
            fields["missing"] = error.name
        fields["printed"] = self.output.renew()
        self.broken.append(fields)

    def collected(self, path, number):
        """The tests of a file, in the order of its lines, with their keys."""
        module = self.imported(path)
        if module is None:
            return []
        node = pytests.module(path, module)
        try:
            items = list(pytests.State.session.genitems(node))
        except BaseException as error:
            self.failed(path, error)
            return []
        guard.pin_tests(module)
        items = _in_order(items, path)
        counts = collections.Counter()
        keyed = []
        for item in items:
            place = item.nodeid.partition("::")[2].partition("[")[0]
            keyed.append((f"{number}::{place}#{counts[place]}", item))
            counts[place] += 1
        return keyed

    def listed(self):
        """A record for each test: what the test file alone says of it."""
        for key, item in self.items:
            function = getattr(item.obj, "__func__", item.obj)
            fields = {"test": key, "name": item.nodeid.partition("::")[2], "file": item.path.name}
            reason = pytests.skipped_by_file(item)
            if reason is not None and not self.plan.get("run_skipped"):
                fields["skip"] = reason[:200]
            for name in ("weight", "number", "visibility"):
                value = getattr(function, f"__{name}__", None)
                if isinstance(value, (int, float, str)):
                    fields[name] = value
            if self.plan.get("code"):
                fields["code"] = _code_of(item, function, self.size)
            yield _record(fields)
        for fields in self.broken:
            yield _record(fields)

    def steps(self):
        """Runs the tests; records before and after each."""
        yield _record({"count": len(self.items), "keys": [key for key, _ in self.items]})
        for fields in self.broken:
            yield _record(fields)
        wanted = self.plan.get("from") or 0
        changed = guard.changed(guard.QUICK)
        for number, (key, item) in enumerate(self.items):
            if number < wanted:
                continue
            yield _record({"begin": key})
            fields = {"test": key}
            following = self.items[number + 1][1] if number + 1 < len(self.items) else None
            fields |= self.ran(item, following)
            fields["printed"] = self.output.renew()
            changed = changed or pytests.State.reports.replaced or guard.changed(guard.QUICK)
            if changed:
                fields["changed"] = changed
            yield _record(fields)
        changed = changed or guard.changed(guard.PINS)
        yield _record({"end": len(self.items), "changed": changed})

    def ran(self, item, following):
        if self.plan.get("run_skipped"):
            pytests.unskip(item)
        may_fail = pytests.may_fail(item)
        reports = pytests.State.reports.seen = []
        try:
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        except BaseException as error:
            return {"status": "error", **outcome.describe(error, self.own, self.size)}
        return outcome.of(item, reports, may_fail, self.own, self.size)


def _in_order(items, path):
    """unittest sorts by name; a file has an order of its own."""

    def line(item):
        function = getattr(item.obj, "__func__", item.obj)
        while hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        code = getattr(function, "__code__", None)
        return code.co_firstlineno if code is not None and code.co_filename == path else 0

    ordered = []
    for parent, group in itertools.groupby(items, lambda item: item.parent):
        group = list(group)
        if group and isinstance(group[0], TestCaseFunction):
            group.sort(key=line)
        ordered += group
    return ordered


def _code_of(item, function, size):
    import inspect

    try:
        return outcome.cut(inspect.getsource(function), size)
    except BaseException:
        return ""


def run(run, plan):
    """Runs a plan; records go out as they are made."""
    tests = Tests(run, plan)
    guard.arm()
    write = io.FileIO(1, "w", closefd=False).write
    # The nonce is in no variable: only this chain, which has no name, holds it.
    collections.deque(
        map(write, map(operator.concat, itertools.repeat(_mark(plan)), _all(tests))), maxlen=0
    )
    return _ENDED


def _mark(plan):
    return b"\n" + plan.pop("nonce").encode()


def _all(tests):
    tests.load()
    yield from tests.listed() if tests.listing else tests.steps()
