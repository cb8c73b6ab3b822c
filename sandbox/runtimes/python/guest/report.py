"""What is said of an error that nobody caught: as CPython says it, with the
frames of the program's own files only."""

import linecache
import traceback
import types

from wit_world.imports.types import Raised

# A text that is longer is cut: stderr shares its cap with stdout.
_MAX_MESSAGE = 4096
_MAX_TEXT = 16384
# Of a stack without repeated lines, so many frames are shown at each end.
_ENDS = 20


class _Stack(traceback.StackSummary):
    """A stack whose frames have counts: how often each is repeated. Of a long
    one the middle is left out."""

    counts = ()
    hidden = 0

    def format(self, **options):
        texts = {}
        lines = []
        for index, (frame, count) in enumerate(zip(self, self.counts)):
            if self.hidden and index == _ENDS:
                lines.append(f"  [{self.hidden} more frames]\n")
            place = (frame.filename, frame.lineno, frame.name, frame.colno, frame.end_colno)
            text = texts.get(place)
            if text is None:
                text = texts[place] = self.format_frame_summary(frame, **options)
            lines += [text] * min(count, 3)
            if count > 3:
                s = "s" if count > 4 else ""
                lines.append(f"  [Previous line repeated {count - 3} more time{s}]\n")
        return lines


def describe(error, own):
    """The Raised of an error; `own` are the paths of the program's files."""
    kind = getattr(type(error), "__name__", None)
    if type(kind) is not str:
        kind = "Exception"
    try:
        message = str(error)
    except BaseException:
        message = "<exception str() failed>"
    try:
        if isinstance(error, SyntaxError) and error.filename in own:
            message = str(error.msg)
            if error.text is None and error.lineno:
                error.text = linecache.getline(error.filename, error.lineno)
        counts = {}
        _prune(error, own, counts)
        report = traceback.TracebackException(type(error), error, error.__traceback__)
        _expand(report, error, counts)
        text = "".join(report.format())
    except BaseException:
        text = f"{kind}: {message}\n"
    return Raised(clean(kind), _cut(clean(message), _MAX_MESSAGE), _cut(clean(text), _MAX_TEXT))


def _prune(error, own, counts):
    """Takes foreign frames out of the tracebacks of an error and of those
    behind it, of equal frames in a row all but one, and the middle of what is
    still long: describing a frame costs much more than counting it."""
    if error is None or id(error) in counts:
        return
    kept = []
    last = None
    tb = error.__traceback__
    while tb is not None:
        code = tb.tb_frame.f_code
        name = code.co_filename
        if name in own or (name[:1] == "<" and not name.startswith("<frozen")):
            place = (code, tb.tb_lasti)
            if place == last:
                kept[-1][1] += 1
            else:
                kept.append([tb, 1])
                last = place
        tb = tb.tb_next
    hidden = max(0, len(kept) - 2 * _ENDS)
    if hidden:
        kept[_ENDS:-_ENDS] = []
    counts[id(error)] = [count for _, count in kept], hidden
    chain = None
    for tb, _ in reversed(kept):
        chain = types.TracebackType(chain, tb.tb_frame, tb.tb_lasti, tb.tb_lineno)
    error.__traceback__ = chain
    _prune(error.__cause__, own, counts)
    _prune(error.__context__, own, counts)
    if isinstance(error, BaseExceptionGroup):
        for other in error.exceptions:
            _prune(other, own, counts)


def _expand(report, error, counts):
    """Puts the counts of the frames where the report's text is made."""
    if report is None or error is None:
        return
    if report.stack is not None:
        stack = _Stack(report.stack)
        stack.counts, stack.hidden = counts.get(id(error), ((), 0))
        report.stack = stack or None
    _expand(report.__cause__, error.__cause__, counts)
    _expand(report.__context__, error.__context__, counts)
    for other, inner in zip(report.exceptions or (), getattr(error, "exceptions", ())):
        _expand(other, inner, counts)


def clean(text):
    """Text that UTF-8 can express."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8", "replace")


def _cut(text, size):
    if len(text) <= size:
        return text
    return f"{text[: size // 2]}\n[... {len(text) - size} characters left out ...]\n{text[-size // 2 :]}"
