"""A process that wants a token: says when it is ready, waits for a word, and tells the token's fingerprint."""

import signal
import sys
import uuid

import django

if __name__ == "__main__":
    django.setup()

from integrations.fortnox.connection.errors import TokenError
from integrations.fortnox.connection.sealed import fingerprint
from integrations.fortnox.connection.tokens import Tokens


def say(word: str) -> None:
    """Tell the test at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def take(connection_id: str) -> None:
    """Take a token when the test says so."""
    tokens = Tokens(uuid.UUID(connection_id))
    say("ready")
    sys.stdin.readline()
    say("going")
    try:
        say(fingerprint(tokens.token()))
    except TokenError as error:
        say(type(error).__name__)


if __name__ == "__main__":
    # Whoever started the tests in the background lets its children ignore the interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    take(sys.argv[1])
