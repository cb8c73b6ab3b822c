"""A language runtime: a small stack language.

`3 4 + .` prints 7. `read` pushes the next number of the input. Everything at
the top level happens at build time; `run` happens once in a fresh instance.
"""

from wit_world import exports
from wit_world.exports.runtime import Invocation_Program, RunEnd, RunResult, RuntimeInfo
from wit_world.imports import stdio
from wit_world.imports.types import Raised

OPERATORS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}


class Failed(Exception):
    """How a program ends early: what it is, and what is said of it."""

    def __init__(self, end, kind, message):
        super().__init__(message)
        self.end, self.kind, self.message = end, kind, message


def words(source):
    for number, line in enumerate(source.splitlines(), 1):
        for word in line.split("#")[0].split():
            if word not in OPERATORS and word not in ("read", ".") and not word.lstrip("-").isdigit():
                raise Failed(RunEnd.COMPILE_ERROR, "SyntaxError", f"line {number}: {word!r} is unknown")
            yield number, word


def run_program(source):
    stack, text = [], b""
    while chunk := stdio.read_stdin(65536):
        text += chunk
    numbers = iter(text.split())
    # Everything is read before anything is run.
    for line, word in list(words(source)):
        try:
            if word in OPERATORS:
                b, a = stack.pop(), stack.pop()
                stack.append(OPERATORS[word](a, b))
            elif word == "read":
                stack.append(int(next(numbers)))
            elif word == ".":
                stdio.write_stdout(f"{stack.pop()}\n".encode())
            else:
                stack.append(int(word))
        except IndexError:
            raise Failed(RunEnd.RUNTIME_ERROR, "StackError", f"line {line}: too few numbers for {word}")
        except (StopIteration, ValueError):
            raise Failed(RunEnd.RUNTIME_ERROR, "InputError", f"line {line}: no number to read")


class Runtime(exports.Runtime):
    def describe(self):
        return RuntimeInfo(
            id="{{id}}",
            version="0.1.0",
            name="{{name}}",
            extensions=["{{extension}}"],
            default_entry="main.{{extension}}",
            extra=None,
        )

    def run(self, request):
        files = {file.path: file.content for file in request.files}
        try:
            if not isinstance(request.invocation, Invocation_Program):
                raise Failed(RunEnd.REFUSED, "NotAvailable", "this language has no functions to call")
            if request.entry not in files:
                raise Failed(RunEnd.COMPILE_ERROR, "SyntaxError", f"there is no file {request.entry}")
            run_program(files[request.entry].decode("utf-8", "replace"))
        except Failed as failed:
            stdio.write_stderr(f"{failed.kind}: {failed.message}\n".encode())
            raised = Raised(failed.kind, failed.message, "")
            return RunResult(failed.end, 1, None, raised, None)
        return RunResult(RunEnd.COMPLETED, 0, None, None, None)
