"""What a test came to, from pytest's reports of it."""

from _pytest.fixtures import FixtureLookupError
from _pytest.outcomes import Failed

from .. import modules, report

_FAILURES = (AssertionError, Failed)


def cut(text, size):
    if len(text) <= size:
        return text
    return text[:size] + "…"


def describe(error, own, size):
    """An error as fields of a record; `own` are the learner's files."""
    if isinstance(error, FixtureLookupError):
        message = f"the fixture {error.argname!r} is not found"
        return {"kind": "FixtureLookupError", "message": message, "trace": ""}
    bare = _assertion(error)
    raised = report.describe(error, own)
    if bare:
        raised.message = bare
    trace = raised.traceback if "\n  File " in f"\n{raised.traceback}" else ""
    return {
        "kind": raised.kind[:200],
        "message": cut(raised.message, size),
        "trace": cut(trace, size),
    }


def _assertion(error):
    """The text of a test file's assertion that says nothing itself."""
    if type(error) is not AssertionError or error.args:
        return None
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    path = trace and trace.tb_frame.f_code.co_filename
    lines = modules.HIDDEN.get(path, "").split("\n")
    if trace is None or not 0 < trace.tb_lineno <= len(lines):
        return None
    return lines[trace.tb_lineno - 1].strip()


def is_failure(error, item):
    kinds = _FAILURES
    own = getattr(getattr(item, "cls", None), "failureException", None)
    if isinstance(own, type) and isinstance(item, _Case):
        kinds = (*kinds, own)
    return isinstance(error, kinds)


class _Case:
    """Replaced by `bind`."""


def bind(case):
    global _Case
    _Case = case


def _state(rep):
    """passed, failed, skipped or xfailed."""
    if hasattr(rep, "wasxfail"):
        return "xfailed" if rep.skipped else rep.outcome
    return rep.outcome


def of(item, reports, may_fail, own, size):
    """The record's fields."""
    failed = [rep for rep in reports if rep.failed]
    if failed:
        first = failed[0]
        error = getattr(first.longrepr, "value", None)
        if error is None:
            # XPASS(strict) and the like: a text.
            return {"status": "fail", "kind": "", "message": cut(str(first.longrepr), size)}
        status = "fail" if is_failure(error, item) and first.when == "call" else "error"
        fields = {"status": status, **describe(error, own, size)}
        context = getattr(first, "context", None)
        if context is not None:
            place = ", ".join(
                [*([str(context.msg)] if context.msg is not None else [])]
                + [f"{key}={value!r}" for key, value in context.kwargs.items()]
            )
            fields["message"] = cut(f"[{place}] {fields['message']}", size)
        return fields
    reports = [rep for rep in reports if getattr(rep, "context", None) is None]
    states = [_state(rep) for rep in reports]
    if "xfailed" in states:
        # A program cannot say that it may fail; only the test file can.
        rep = reports[states.index("xfailed")]
        if may_fail:
            return {"status": "pass"}
        return {"status": "fail", "kind": "XFailed", "message": cut(str(rep.wasxfail), size)}
    if "skipped" in states:
        rep = reports[states.index("skipped")]
        reason = rep.longrepr[2] if isinstance(rep.longrepr, tuple) else ""
        return {"status": "skipped", "kind": "Skipped", "message": cut(str(reason), size)}
    return {"status": "pass"}

