"""Time zones, from the package tzdata, which the build puts beside this one."""

import importlib.resources
import io
import zoneinfo
from zoneinfo import _common

DATA: dict = {}


def _load(key):
    data = DATA.get(key)
    if data is None:
        raise _common.ZoneInfoNotFoundError(f"No time zone found with key {key}")
    return io.BytesIO(data)


def install():
    """Reads the zones; at build time."""
    try:
        package = importlib.resources.files("tzdata")
    except ModuleNotFoundError:
        return
    for key in package.joinpath("zones").read_text().split():
        DATA[key] = package.joinpath("zoneinfo", *key.split("/")).read_bytes()
    _common.load_tzdata = _load
    zoneinfo._common.load_tzdata = _load
    zoneinfo.available_timezones = lambda: set(DATA)
