"""Signs of life while Fortnox is asked: at every call, and before every pause."""

import time

from closing.entries.export.destinations import SignOfLife
from integrations.fortnox.client.calling.calls import TokenGiver


class LivingTokens:
    """Gives the tokens of another giver, with a sign of life each time; which may raise to stop the work."""

    def __init__(self, tokens: TokenGiver, life: SignOfLife) -> None:
        self._tokens = tokens
        self._life = life

    def token(self) -> str:
        """Give a live one."""
        self._life.check()
        return self._tokens.token()

    def renewed(self, refused: str) -> str:
        """Give another one."""
        self._life.check()
        return self._tokens.renewed(refused)

    def sleep(self, seconds: float) -> None:
        """Wait, with a sign of life before."""
        self._life.check()
        time.sleep(seconds)
