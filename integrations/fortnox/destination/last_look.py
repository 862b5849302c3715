"""The last look before a voucher leaves: after the token was fetched, and after the wait for Fortnox's limit."""

from collections.abc import Callable

from integrations.fortnox.client.limiter import Gate


class TooLateError(Exception):
    """The voucher must no longer be sent; nothing was."""


class LastLook:
    """A gate that asks once more when the way is free.

    Args:
        gate: what is waited at before.
        may_leave: says whether the request may still leave.
    """

    def __init__(self, gate: Gate, may_leave: Callable[[], bool]) -> None:
        self._gate = gate
        self._may_leave = may_leave

    def wait(self) -> None:
        """Wait until a request may leave, and ask whether it still should.

        Raises:
            TooLateError: it should not.
        """
        self._gate.wait()
        if not self._may_leave():
            raise TooLateError

    def hold(self, seconds: float) -> None:
        """Let nothing through for so long."""
        self._gate.hold(seconds)
