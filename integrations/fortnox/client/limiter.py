"""How often Fortnox may be called: a sliding log of the last calls, one for each company in the process."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Protocol

REQUESTS = 24
SECONDS = 5.0
"""One request less than Fortnox allows, because it counts when a request arrives and this when it leaves.

One is enough where calls follow each other: the 26th request arrives after the 26th was sent and the first before the
second was sent, and between those two lie 24. Source: fortnox.se/developer, rate limits: 25 requests in 5 seconds,
sliding, for each client id and company.
"""

_LEAST_PAUSE = 0.001
"""A shorter one may be lost in the clock's own precision."""


class Gate(Protocol):
    """What every request passes last, before it leaves; what it raises keeps the request here."""

    def wait(self) -> None:
        """Wait until a request may leave."""

    def hold(self, seconds: float) -> None:
        """Let nothing through for so long."""


class Limiter:
    """Lets no more than so many calls through in any stretch of time; safe among threads.

    Args:
        requests: how many.
        seconds: in how long a stretch.
        clock: gives seconds that never go back.
        sleep: waits for seconds.
    """

    def __init__(
        self,
        *,
        requests: int = REQUESTS,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._sent: deque[float] = deque(maxlen=requests)
        self._held_until = 0.0

    def wait(self) -> None:
        """Wait until a call may go out, and count it."""
        while (pause := self._take()) > 0:
            self._sleep(pause)

    def hold(self, seconds: float) -> None:
        """Let nothing through for so long: Fortnox said that it was called too often."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock() + seconds)

    def _take(self) -> float:
        """Count a call if it may go out now, otherwise tell how many seconds to wait."""
        with self._lock:
            now = self._clock()
            is_full = len(self._sent) == self._sent.maxlen
            free_at = max(self._held_until, self._sent[0] + self._seconds if is_full else now)
            if free_at > now:
                return max(free_at - now, _LEAST_PAUSE)
            self._sent.append(now)
            return 0.0


_limiters: dict[int, Limiter] = {}
_lock = Lock()


def limiter_of(tenant: int) -> Limiter:
    """Give the limiter that all clients of a company share in this process.

    Other processes have their own; what they do together beyond the limit is told by Fortnox's 429.

    Args:
        tenant: the company's database number.
    """
    with _lock:
        return _limiters.setdefault(tenant, Limiter())
