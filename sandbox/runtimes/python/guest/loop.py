"""An event loop without sockets, on virtual time: no wait takes time."""

import asyncio
import asyncio.base_events
import asyncio.events


class _Clock:
    """Stands for the selector: waiting moves the clock."""

    def __init__(self):
        self.now = 0.0

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("the event loop waits for something that never happens")
        self.now += timeout
        return ()

    def close(self):
        pass


class Loop(asyncio.base_events.BaseEventLoop):
    """The loop that asyncio.run uses."""

    def __init__(self):
        super().__init__()
        self._selector = _Clock()

    def time(self):
        return self._selector.now

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class _Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


def install():
    asyncio.events._event_loop_policy = _Policy()
    asyncio.EventLoop = asyncio.SelectorEventLoop = Loop
    asyncio.runners.EventLoop = Loop
