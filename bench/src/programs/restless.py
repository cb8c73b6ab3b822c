"""Uses everything that could differ from one run to the next."""

import datetime
import hashlib
import os
import random
import time
import uuid

print(hash("weaverse"), {"가", "나", "다", "라"}, random.random(), uuid.uuid4())
print(os.urandom(8).hex(), time.time(), time.perf_counter(), datetime.datetime.now())
print([id(object()) % 1024 for _ in range(4)])

numbers = [random.randrange(1000) for _ in range(2000)]
digest = hashlib.sha256(str(sorted(numbers)).encode()).hexdigest()
words = {digest[at : at + 3] for at in range(60)}
print(digest, list(words)[:8])

started = time.time()
time.sleep(0.5)
print(time.time() - started)
