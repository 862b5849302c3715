"""The rate limit: so many calls in five seconds, for each application and company.

Source: fortnox.se/developer, rate limits: 25 calls in 5 seconds, sliding. The window itself is not kept over a restart.
"""

from collections import deque
from threading import Lock

WINDOW_SECONDS = 5.0


class RateLimit:
    """Counts the calls of the last five seconds."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, int], deque[float]] = {}
        self._lock = Lock()

    def lets(self, who: tuple[str, int], *, at: float, calls: int) -> bool:
        """Count a call, unless it is one too many.

        Args:
            who: application and company.
            at: seconds, of any clock that is always the same.
            calls: how many are let through in a window; 0 lets all of them through.
        """
        with self._lock:
            window = self._calls.setdefault(who, deque())
            # A clock that was moved back leaves calls of the future, which count no longer.
            while window and not window[0] <= at < window[0] + WINDOW_SECONDS:
                window.popleft()
            if calls and len(window) >= calls:
                return False
            window.append(at)
            return True
