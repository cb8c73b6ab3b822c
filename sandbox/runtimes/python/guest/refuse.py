"""What no program gets here: threads, processes, sockets.

Asking for one raises `NotAvailable`, which is both a RuntimeError and an
OSError, so that programs which handle the natural error of CPython handle
this one. Uncaught, it ends the run as `refused`.
"""

import os
import sys


class NotAvailable(OSError, RuntimeError):
    """Something that no program gets here."""


class ModuleNotAvailable(ModuleNotFoundError):
    """A module of the standard library that is not in this build."""


NotAvailable.__module__ = ModuleNotAvailable.__module__ = "builtins"

THREADS = "threads are not available in missions"
PROCESSES = "other processes are not available in missions"
NETWORK = "the network is not available in missions"

# Modules of CPython on Linux that this build has not; whoever imports one asks
# for the machine below.
MISSING = frozenset(
    "bz2 ctypes curses dbm.gnu dbm.ndbm fcntl grp lzma mmap pty pwd readline resource "
    "ssl syslog termios tkinter tty turtle idlelib turtledemo ensurepip venv".split()
)


def is_refusal(error):
    """Whether an uncaught error is a refusal, also wrapped as urllib does it."""
    kinds = (NotAvailable, ModuleNotAvailable)
    return isinstance(error, kinds) or isinstance(getattr(error, "reason", None), kinds)


def _refuse(message):
    def refused(*args, **kwargs):
        raise NotAvailable(message)

    return refused


def _replace(owner, names, message):
    refused = _refuse(message)
    for name in names.split():
        setattr(owner, name, refused)


def install():
    """Replaces the doors; at build time, after the library is imported."""
    import _thread
    import multiprocessing
    import multiprocessing.context
    import socket
    import subprocess
    import threading
    import concurrent.futures as futures

    _replace(_thread, "start_new_thread start_new start_joinable_thread", THREADS)
    _replace(threading, "_start_joinable_thread", THREADS)
    _replace(threading.Thread, "start", THREADS)
    _replace(futures.ThreadPoolExecutor, "submit", THREADS)

    processes = (
        "fork forkpty system popen execl execle execlp execlpe execv execve execvp execvpe "
        "spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe posix_spawn "
        "posix_spawnp kill killpg wait wait3 wait4 waitpid"
    )
    _replace(os, processes, PROCESSES)
    _replace(subprocess.Popen, "__init__", PROCESSES)
    subprocess.Popen.__del__ = lambda self, **_: None
    _replace(futures.ProcessPoolExecutor, "__init__", PROCESSES)
    makers = "Pool Process Queue JoinableQueue SimpleQueue Lock RLock Condition Semaphore \
BoundedSemaphore Event Barrier Manager Pipe Value Array RawValue RawArray"
    _replace(multiprocessing.context.BaseContext, makers.replace("Process", ""), PROCESSES)
    _replace(multiprocessing, makers.replace("Process", ""), PROCESSES)
    _replace(multiprocessing.process.BaseProcess, "start", PROCESSES)

    _replace(socket.socket, "__init__", NETWORK)
    socket.socket.__del__ = socket.socket.__repr__ = object.__repr__
    del socket.socket.__del__
    doors = (
        "create_connection create_server socketpair fromfd getaddrinfo gethostbyname "
        "gethostbyname_ex gethostbyaddr getnameinfo gethostname getfqdn"
    )
    _replace(socket, doors, NETWORK)

    sys.modules.pop("multiprocessing.forkserver", None)
