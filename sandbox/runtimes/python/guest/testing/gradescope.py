"""`gradescope_utils.autograder_utils.decorators`: what test files say of their
tests for Gradescope. Weight, number and visibility are heeded."""

import functools
import sys
import types


def _marking(name):
    def decorator(value):
        def mark(function):
            setattr(function, f"__{name}__", value)
            return function

        return mark

    decorator.__name__ = decorator.__qualname__ = name
    return decorator


def tags(*values):
    return _marking("tags")(values)


def hide_errors(message="Test failed"):
    return _marking("hide_errors")(message)


def partial_credit(weight):
    """The whole weight or nothing: a score that the test sets is not heeded."""

    def mark(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            kwargs["set_score"] = lambda score: None
            return function(*args, **kwargs)

        wrapper.__weight__ = weight
        return wrapper

    return mark


def leaderboard(column_name, sort_order="desc"):
    def mark(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            kwargs["set_leaderboard_value"] = lambda value: None
            return function(*args, **kwargs)

        return wrapper

    return mark


def install():
    """Makes it importable; at build time."""
    package = types.ModuleType("gradescope_utils")
    utils = types.ModuleType("gradescope_utils.autograder_utils")
    decorators = types.ModuleType("gradescope_utils.autograder_utils.decorators")
    package.__path__, utils.__path__ = [], []
    package.autograder_utils, utils.decorators = utils, decorators
    for name in ("weight", "number", "visibility"):
        setattr(decorators, name, _marking(name))
    for function in (tags, hide_errors, partial_credit, leaderboard):
        setattr(decorators, function.__name__, function)
    for module in (package, utils, decorators):
        sys.modules[module.__name__] = module
