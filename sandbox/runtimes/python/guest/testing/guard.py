"""Notices programs that change the tools of the tests.

In one interpreter this cannot be made impossible; `docs/graders.md` says what
remains. Here: what only an attack looks for is refused, and what tests rest on
is compared with what it was at build time.
"""

import builtins
import operator
import sys
import types
import unittest
import unittest.mock

import pytest

# Functions that find objects which nobody gave to the program. (Setting a
# function's code is refused too: only that it was done could be seen.)
_REFUSED = frozenset(("gc.get_objects", "gc.get_referrers", "gc.get_referents"))

_BUILTINS = (
    "AssertionError BaseException Exception abs all any bool bytes callable dict enumerate "
    "filter float frozenset getattr hasattr hash id int isinstance issubclass iter len list "
    "map max min next object range repr reversed round set setattr sorted str sum super tuple "
    "type vars zip __build_class__ __import__"
).split()


class _Pin:
    """What stands at the names of a module or a class. Compared in C: it is
    done at the end of each test."""

    def __init__(self, label, owner, names):
        self.label, self.names = label, names
        self.space = vars(owner)
        self.values = [self.space[name] for name in names]

    def changed(self):
        """The first name where something else stands now, or None."""
        now = list(map(self.space.get, self.names))
        if not all(map(operator.is_, now, self.values)):
            same = map(operator.is_, now, self.values)
            return f"{self.label}.{self.names[list(same).index(False)]}"
        return None


def _pin(label, owner):
    kinds = (types.FunctionType, type, property, classmethod, staticmethod)
    names = [name for name, value in vars(owner).items() if isinstance(value, kinds)]
    return _Pin(label, owner, names)


def _pins():
    modules = [unittest.case, unittest.mock, pytest]
    modules += [m for n, m in sorted(sys.modules.items()) if n.startswith(("_pytest.", "pluggy."))]
    for module in modules:
        yield _pin(module.__name__, module)
        for name, value in list(vars(module).items()):
            if isinstance(value, type) and value.__module__ == module.__name__:
                yield _pin(f"{module.__name__}.{name}", value)


def install():
    """Takes note of everything; at build time."""
    PINS.extend(pin for pin in _pins() if pin.names)
    QUICK.append(_Pin("builtins", builtins, _BUILTINS))
    QUICK.extend(pin for pin in PINS if pin.label in ("pytest", "unittest.case.TestCase"))


PINS: list = []
QUICK: list = []


def pin_tests(module):
    """Takes note of a test file's functions and classes, once it is collected."""
    QUICK.append(_pin(module.__name__, module))
    for value in list(vars(module).values()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            QUICK.append(_pin(f"{module.__name__}.{value.__name__}", value))


def replaced(instance):
    """A method of unittest that a test's object has of its own, or None."""
    for name in getattr(instance, "__dict__", ()):
        if name.startswith(("assert", "fail")) and hasattr(unittest.TestCase, name):
            return f"{type(instance).__name__}.{name}"
    return None



def changed(pins):
    """The first place where something else stands now, or None."""
    for pin in pins:
        place = pin.changed()
        if place is not None:
            return place
    return None


def arm():
    """Refuses what only an attack looks for, from now on."""
    refused = _REFUSED

    def hook(event, args):
        if event in refused or (event == "object.__setattr__" and args[1] == "__code__"):
            raise RuntimeError("not available while tests run")

    sys.addaudithook(hook)

