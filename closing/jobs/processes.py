"""A child process in a group of its own: started, told to end, and if need be ended with everything it started."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import IO

FIRST_BACKOFF_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 30.0
CALM_AFTER_SECONDS = 60.0
PR_SET_PDEATHSIG = 1
"""Source: prctl(2), Linux."""

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """A process that is started again when it dies, after a pause that grows while it keeps dying."""

    def __init__(self, name: str, command: Sequence[str], *, write: Callable[[str], None] | None = None) -> None:
        """Describe the process.

        Args:
            name: what it is called in messages.
            command: the program and its arguments.
            write: takes each line of its output; without it the child writes where we do.
        """
        self.name = name
        self.command = list(command)
        self.write = write
        self.process: subprocess.Popen[str] | None = None
        self._backoff = FIRST_BACKOFF_SECONDS
        self._started = 0.0
        self._not_before = 0.0

    def start(self) -> None:
        """Start the process in a group of its own, so that a signal to ours does not reach its children."""
        pipe = subprocess.PIPE if self.write else None
        self._started = monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- our own commands
            self.command,
            start_new_session=True,
            stdout=pipe,
            stderr=subprocess.STDOUT if pipe else None,
            text=True,
            errors="replace",
            preexec_fn=_end_with_parent,  # noqa: PLW1509 -- one system call, which takes no lock
        )
        if self.process.stdout and self.write:
            threading.Thread(target=_pass_on, args=(self.process.stdout, self.write), daemon=True).start()

    @property
    def is_running(self) -> bool:
        """Say whether the process itself is there."""
        return self.process is not None and self.process.poll() is None

    def keep_running(self) -> bool:
        """Start the process when it is not there and its pause is over; say whether that was done."""
        if self.is_running or monotonic() < self._not_before:
            return False
        if self.process is not None:
            self._end_group()
            calm = monotonic() - self._started > CALM_AFTER_SECONDS
            self._backoff = FIRST_BACKOFF_SECONDS if calm else min(self._backoff * 2, LONGEST_BACKOFF_SECONDS)
            self._not_before = monotonic() + self._backoff
            self.process = None
            return False
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Ask the process itself, not its children: it knows how to end them."""
        if self.process and self.is_running:
            self.process.send_signal(signal.SIGTERM)

    def end(self, *, within_seconds: float) -> None:
        """Ask it to end, wait, and then end whatever is left of its group."""
        self.ask_to_end()
        deadline = monotonic() + within_seconds
        while self.is_running and monotonic() < deadline:
            sleep(0.05)
        self.kill()

    def kill(self) -> None:
        """End the process and everything it started, at once."""
        self._end_group()
        if self.process:
            self.process.wait()

    def _end_group(self) -> None:
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def _end_with_parent() -> None:
    """Let the kernel ask the child to end when its parent is killed; elsewhere than on Linux it lives on."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _pass_on(lines: IO[str], write: Callable[[str], None]) -> None:
    for line in lines:
        write(line.rstrip("\n"))
