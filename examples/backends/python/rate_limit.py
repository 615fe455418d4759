"""At most 60 requests a minute for each user and Item: a fixed window in memory, for one process."""

import math
import threading
import time

from answers import too_many_requests

CALLS_PER_WINDOW = 60
WINDOW_S = 60
# The oldest windows are dropped first: they end first.
MAX_KEYS = 50_000


class RateLimiter:
    """With several processes or machines, keep the counts where all of them see them, such as in Redis."""

    def __init__(self, now=time.monotonic):
        self._now = now
        self._windows = {}
        self._lock = threading.Lock()

    def count(self, *key):
        with self._lock:
            now = self._now()
            self._remove_ended(now)
            ends_at, calls = self._windows.get(key, (now + WINDOW_S, 0))
            self._windows[key] = (ends_at, calls + 1)
        if calls >= CALLS_PER_WINDOW:
            raise too_many_requests(max(1, math.ceil(ends_at - now)))

    def _remove_ended(self, now):
        # In the order in which they end, since a dict keeps the order of insertion and all windows are equally long.
        while self._windows:
            key, (ends_at, _) = next(iter(self._windows.items()))
            if ends_at > now and len(self._windows) < MAX_KEYS:
                return
            del self._windows[key]
