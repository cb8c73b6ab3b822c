"""The language runtime `python`: weaverse:plugin/language-runtime.

Everything at the top level happens at build time and is in the snapshot;
`Runtime.run` happens once in each fresh instance.
"""

import atexit
import builtins
import gc
import io
import linecache
import logging
import os
import random
import sys
import types

from . import files, library, loop, modules, refuse, report, testing, values, zones
from wit_world import exports
from wit_world.exports.runtime import Invocation_Program, RunEnd, RunResult, RuntimeInfo
from wit_world.imports.types import Raised

# A function that no program can define: its argument is a plan of tests.
TESTS = "weaverse:tests"
MISSING = library.import_all()
VERSION = ".".join(map(str, sys.version_info[:3]))


class _HardExit(BaseException):
    """os._exit: no handler runs."""


def _hard_exit(status):
    raise _HardExit(status)


def _stream(fd, name, errors, line_buffering):
    raw = io.FileIO(fd, "w" if fd else "r", closefd=False)
    raw.name = name
    buffer = io.BufferedWriter(raw, 1 << 16) if fd else io.BufferedReader(raw, 1 << 16)
    text = io.TextIOWrapper(buffer, "utf-8", errors, "\n", line_buffering)
    text.mode = "w" if fd else "r"
    return text


class _Run:
    """One run."""

    def __init__(self, request):
        self.entry = request.entry
        self.scope = {}
        self.own = {file.path for file in request.files}
        files.load(request.files)
        modules.prepare(request.entry, self.own)
        for path in self.own:
            if path.endswith(".py"):
                linecache.cache[path] = (lambda p=path: modules.source(p),)
        random.seed(request.seed)

    def code(self):
        content = files.source(self.entry)
        if content is None:
            raise FileNotFoundError(2, "No such file or directory", self.entry)
        return compile(content, self.entry, "exec", dont_inherit=True)

    def guarded(self, action):
        """Runs the learner's code; returns the result."""
        try:
            value = action()
        except SystemExit as error:
            return self.exited(error)
        except _HardExit as error:
            return RunResult(RunEnd.COMPLETED, int(error.args[0]) & 0xFF, None, None, None)
        except BaseException as error:
            return self.failed(error)
        return RunResult(RunEnd.COMPLETED, 0, value, None, None)

    def exited(self, error):
        code = error.code
        if code is None:
            code = 0
        elif not isinstance(code, int):
            try:
                print(code, file=sys.stderr)
            except BaseException:
                pass
            code = 1
        return RunResult(RunEnd.COMPLETED, int(code) & 0xFF, None, None, None)

    def failed(self, error):
        raised = report.describe(error, self.own)
        # Not isinstance, which the program may have replaced.
        if type(error) is MemoryError:
            _tell_the_host()
        if refuse.is_refusal(error):
            end = RunEnd.REFUSED
        elif isinstance(error, SyntaxError) and error.filename in self.own:
            end = RunEnd.COMPILE_ERROR
        else:
            end = RunEnd.RUNTIME_ERROR
        self.flush()
        try:
            if sys.excepthook is not sys.__excepthook__:
                sys.excepthook(type(error), error, error.__traceback__)
            else:
                STDERR.write(raised.traceback)
        except BaseException:
            pass
        return RunResult(end, 1, None, raised, None)

    def program(self, arguments):
        sys.argv[:] = [self.entry, *arguments]
        main = types.ModuleType("__main__")
        scope = self.scope = main.__dict__
        scope["__file__"] = self.entry
        scope["__builtins__"] = builtins
        sys.modules["__main__"] = main

        def action():
            exec(self.code(), scope)

        result = self.guarded(action)
        self.finish()
        return result

    def call(self, call):
        sys.argv[:] = [self.entry]
        arguments = values.loads(call.arguments)
        if type(arguments) is not list:
            raise TypeError("the arguments are not a JSON array")
        if call.function == TESTS:
            # Programs can look at the variables of those who called them.
            call.arguments = ""
            modules.prepare("", self.own)
            return self.tests(arguments.pop())
        stem = self.entry.rpartition("/")[2].removesuffix(".py")
        module = types.ModuleType(stem)
        module.__file__ = self.entry
        module.__loader__ = modules.Loader(self.entry)
        module.__builtins__ = builtins
        sys.modules[stem] = module

        def action():
            try:
                exec(self.code(), module.__dict__)
                target = module
                for name in call.function.split("."):
                    try:
                        target = getattr(target, name)
                    except AttributeError:
                        raise _missing(call.function, self.entry) from None
                value = target(*arguments)
                if isinstance(value, types.CoroutineType):
                    value = loop.asyncio.run(value)
                return values.dumps(value)
            except SystemExit as error:
                # A function that ends the program has not returned anything.
                raised = Raised("SystemExit", report.clean(str(error.code)), "")
                return RunResult(RunEnd.RUNTIME_ERROR, 1, None, raised, None)

        result = self.guarded(action)
        if isinstance(result.value, RunResult):
            result = result.value
        self.finish()
        return result

    def tests(self, plan):
        def action():
            try:
                return testing.run(self, plan)
            except SystemExit as error:
                raised = Raised("SystemExit", report.clean(str(error.code)), "")
                return RunResult(RunEnd.RUNTIME_ERROR, 1, None, raised, None)

        result = self.guarded(action)
        self.flush()
        return result.value if isinstance(result.value, RunResult) else result

    def finish(self):
        """What the interpreter does at its end."""
        try:
            atexit._run_exitfuncs()
            if len(logging._handlerList) > LOG_HANDLERS:
                logging.shutdown()
            self.clear()
        except BaseException:
            pass
        self.flush()

    def clear(self):
        """Lets the destructors of the program's objects run, as CPython does."""
        scope = self.scope
        if not any(type(value) is type and "__del__" in value.__dict__ for value in scope.values()):
            return
        names = [name for name in scope if name != "__builtins__"]
        for hidden in (True, False):
            for name in names:
                if (name[:1] == "_" and name[1:2] != "_") == hidden:
                    scope[name] = None
        gc.collect()

    def flush(self):
        for stream in (sys.stdout, STDOUT, STDERR):
            try:
                stream.flush()
            except BaseException:
                pass


def _tell_the_host():
    """A request above the address space never reaches the host, which would
    take the MemoryError for the program's own. This one does, and is refused."""
    try:
        bytearray(1 << 30)
    except MemoryError:
        pass


def _missing(function, entry):
    return AttributeError(f"{entry} defines no function {function!r}")


class Runtime(exports.Runtime):
    """The exported interface."""

    def describe(self):
        return RuntimeInfo("python", VERSION, "Python 3.14", ["py"], "main.py", None)

    def run(self, request):
        run = _Run(request)
        invocation = request.invocation
        if isinstance(invocation, Invocation_Program):
            return run.program(invocation.value)
        return run.call(invocation.value)


# --- the snapshot ---

STDOUT = sys.stdout = sys.__stdout__ = _stream(1, "<stdout>", "strict", True)
STDERR = sys.stderr = sys.__stderr__ = _stream(2, "<stderr>", "backslashreplace", True)
sys.stdin = sys.__stdin__ = _stream(0, "<stdin>", "strict", False)
os._exit = _hard_exit
os.abort = lambda: _hard_exit(134)
refuse.install()
zones.install()
loop.install()
files.install()
modules.install()
sys.dont_write_bytecode = True
sys.executable = ""
testing.install()
linecache.clearcache()
LOG_HANDLERS = len(logging._handlerList)
# Those of the library: none has anything to do in a run, and they cost time.
atexit._clear()
