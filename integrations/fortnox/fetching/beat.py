"""Signs of life during a fetch: the job's lease is renewed at every call, not only when a new step begins.

A fetch may make hundreds of calls, wait for Fortnox's limit between them, and try again what failed; a job that is
silent for longer than its lease is given to another worker.
"""

import time

from closing.importing.sources import Progress
from integrations.fortnox.client.calling.calls import TokenGiver


class Beat:
    """The progress of a fetch, which can tell its last step once more."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._per_cent, self._step = 0, ""
        self._facts: dict[str, str | int] = {}

    def report(self, per_cent: int, step: str, **facts: str | int) -> None:
        """Tell a step, and remember it; raises when the work must stop."""
        self._per_cent, self._step, self._facts = per_cent, step, facts
        self.again()

    def again(self) -> None:
        """Tell the last step once more; raises when the work must stop."""
        if self._step:
            self._progress.report(self._per_cent, self._step, **self._facts)

    def sleep(self, seconds: float) -> None:
        """Wait, with a sign of life before."""
        self.again()
        time.sleep(seconds)


class BeatingTokens:
    """Gives the tokens of another giver, with a sign of life at every call of Fortnox."""

    def __init__(self, tokens: TokenGiver, beat: Beat) -> None:
        self._tokens = tokens
        self._beat = beat

    def token(self) -> str:
        """Give a live one."""
        self._beat.again()
        return self._tokens.token()

    def renewed(self, refused: str) -> str:
        """Give another one."""
        self._beat.again()
        return self._tokens.renewed(refused)
