"""The end of patience: nothing that Fortnox does, however slowly, holds a call longer than this."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Timer


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a call has to be over, with all its attempts.

    Attributes:
        at: on the clock.
        clock: gives seconds that never go back.
    """

    at: float
    clock: Callable[[], float] = field(default=time.monotonic)

    @property
    def remaining(self) -> float:
        """Tell how many seconds are left; none below nought."""
        return max(0.0, self.at - self.clock())

    @property
    def is_over(self) -> bool:
        """Say whether the time is up."""
        return self.remaining <= 0


@contextmanager
def cut_off(seconds: float, shut: Callable[[], None]) -> Iterator[Event]:
    """Shut a connection down when what is done within takes longer than so many seconds.

    A timeout of the socket does not do this: every byte that arrives begins it anew, and a line of a header may come
    byte by byte.

    Args:
        seconds: how long.
        shut: shuts the socket, so that whoever reads from it goes on at once.

    Yields:
        What is set when the time was up; the end of a body then means nothing.
    """
    is_cut = Event()

    def cut() -> None:
        is_cut.set()
        with suppress(OSError, ValueError, RuntimeError):
            shut()

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()
