"""The module that componentize-py wraps."""

import gc
import sys

from guest.app import MISSING, Runtime  # noqa: F401

# Shown by the build when it is asked for.
print("not importable:", *MISSING)

# The learner's `import guest` must not find the runtime.
for _name in [n for n in sys.modules if n.partition(".")[0] in ("guest", "tzdata", "pygments")]:
    del sys.modules[_name]

gc.collect()
gc.freeze()
