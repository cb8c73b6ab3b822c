"""A tutor's test files against a learner's files: the function `weaverse:tests`.

The tests run under the real pytest, which knows `unittest` too. It is imported
and configured at build time, so that a run only collects and runs.

The plan, one JSON object, is the only argument:

- `nonce`: begins every record of the stream; a run has its own.
- `tests`: path -> text of the tutor's Python files. They never lie in the file
  system that programs see.
- `collect`: the paths of those that hold tests, in their order.
- `list`: true to collect only, without the learner's files: what they would
  define is stood for by stubs.
- `from`: the tests before this one are not run.
- `run_skipped`: true to run what the files say is to be skipped.
- `bytes`: of all texts of the run's records together.

Each record is a line on the standard output, whatever programs print there:
the nonce and a JSON object. The returned value says that the run came to its
end. What a program prints is caught, and is part of its test's record.
"""

from . import drive, gradescope, guard, pytests


def install():
    """Makes pytest ready; at build time, when all else is in place."""
    pytests.install()
    gradescope.install()
    guard.install()


def run(run, plan):
    """Runs the tests of a plan; returns what becomes the call's value."""
    return drive.run(run, plan)
