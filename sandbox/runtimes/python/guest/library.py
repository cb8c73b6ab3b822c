"""Imports the standard library into the snapshot.

What is not imported at build time cannot be imported at run time: the files
of the library are not in the component.
"""

import importlib
import pkgutil
import sys
import warnings

# Left out: they print, open windows, or are of no use without a machine.
_SKIP = frozenset("antigravity this idlelib turtledemo ensurepip venv lib2to3 test tkinter".split())
_SKIP_PARTS = ("__main__", ".tests", ".test", "_bootstrap_python", "pydoc_data.module")


def import_all():
    """Imports what can be; returns the names of the others."""
    missing = []
    names = [n for n in sorted(sys.stdlib_module_names) if n not in _SKIP]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            if not _import(name):
                missing.append(name)
                continue
            path = getattr(sys.modules[name], "__path__", None)
            if path is None:
                continue
            for info in pkgutil.walk_packages(path, name + ".", onerror=lambda _: None):
                if not any(part in info.name for part in _SKIP_PARTS):
                    if not _import(info.name):
                        missing.append(info.name)
    return missing


def _import(name):
    try:
        importlib.import_module(name)
    except (ImportError, AttributeError, OSError, RuntimeError, ValueError):
        return False
    return True
