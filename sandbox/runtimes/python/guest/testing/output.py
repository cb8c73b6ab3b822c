"""What programs print while tests run."""

import io
import sys


class _Kept(io.RawIOBase):
    """Keeps the beginning of what is written, and counts the rest."""

    def __init__(self, size):
        self._size = size
        self.clear()

    def clear(self):
        self._kept = bytearray()
        self._more = 0

    def close(self):
        """A stream that a program drops closes what is below it."""

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        room = self._size - len(self._kept)
        self._kept += data[:room]
        self._more += len(data) - max(0, min(room, len(data)))
        return len(data)

    def text(self):
        text = self._kept.decode("utf-8", "replace")
        return f"{text}… ({self._more} more bytes)" if self._more else text


class Output:
    """The streams that programs see."""

    def __init__(self, size):
        self._raw = _Kept(size)
        self._streams = []
        self._open()
        self.renew()

    def _open(self):
        buffer = io.BufferedWriter(self._raw, 1 << 13)
        stream = io.TextIOWrapper(buffer, "utf-8", "backslashreplace", "\n")
        stream.mode = "w"
        # One that a program closed is kept: dropping it would say so.
        self._streams.append(stream)

    def renew(self):
        """Puts the streams in place again, whatever was done to them; gives
        what was printed since the last time."""
        for stream in (sys.stdout, self._streams[-1]):
            try:
                stream.flush()
            except BaseException:
                pass
        text = self._raw.text()
        self._raw.clear()
        try:
            self._streams[-1].write("")
        except ValueError:
            self._open()
        stream = self._streams[-1]
        sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = stream
        return text
