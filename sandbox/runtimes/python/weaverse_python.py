"""The module that componentize-py wraps."""

import gc
import sys

from guest.app import Runtime  # noqa: F401
from guest import app

if "--missing" in sys.argv:
    print(app.MISSING)

# The learner's `import guest` must not find the runtime.
for _name in [n for n in sys.modules if n.partition(".")[0] in ("guest",)]:
    del sys.modules[_name]

gc.collect()
gc.freeze()
