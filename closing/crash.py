"""Named points at which a process can be made to die, for the proof that it may die there.

`CRASH_AT=token:after_response` in the environment kills the process at that point as the kernel would: no clean-up, no
last words. Nothing sets it but tests.
"""

import os
import signal


def point(name: str) -> None:
    """Die here, if that is wanted."""
    if os.environ.get("CRASH_AT") == name:
        die()


def die() -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)
