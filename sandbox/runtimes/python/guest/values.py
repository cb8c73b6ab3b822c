"""What a called function returned, as JSON.

The encoder is taken before any code of the learner runs. Tuples become
arrays, sets become arrays in sorted order, subclasses of the built-in types
are written as what they are built on.
"""

import _json
from json.encoder import encode_basestring

loads = __import__("json").loads


class NotJson(TypeError):
    """A value that JSON has no word for."""


NotJson.__name__ = NotJson.__qualname__ = "TypeError"
NotJson.__module__ = "builtins"


def _default(value):
    if isinstance(value, (set, frozenset)):
        parts = list(value)
        try:
            parts.sort()
        except TypeError:
            parts.sort(key=dumps)
        return parts
    raise NotJson(
        f"the returned value of type {type(value).__name__!r} cannot be expressed as JSON"
    )


def dumps(value):
    """The value as JSON text, or an error that says why not."""
    encoder = _json.make_encoder(
        {}, _default, encode_basestring, None, ":", ",", False, False, False
    )
    try:
        text = "".join(encoder(value, 0))
        text.encode()
        return text
    except NotJson:
        raise
    except RecursionError:
        raise NotJson("the returned value is nested too deeply for JSON") from None
    except UnicodeEncodeError:
        raise NotJson("the returned text has a lone surrogate, which JSON cannot express") from None
    except ValueError as error:
        if "ircular" in str(error):
            raise NotJson("the returned value contains itself") from None
        if "JSON compliant" in str(error):
            raise NotJson("the returned value has NaN or an infinity, which JSON lacks") from None
        raise
    except TypeError as error:
        if "keys must be" in str(error):
            raise NotJson("a returned dict has keys that JSON cannot express") from None
        raise
