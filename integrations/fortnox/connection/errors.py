"""What goes wrong with a connection.

FortnoxConnectionError
├── TokenError                    no access token can be given
│   ├── TokenLostError            the connection cannot be used: `state` says since when; the user connects again
│   └── TokenUnavailableError     Fortnox did not answer, or another process is at it: try again later
├── EndpointError                 Fortnox's token endpoint gave no tokens
│   ├── NotSentError              it was not reached: nothing changed there
│   ├── AnswerUnknownError        it may have been reached: whether tokens were changed is not known
│   └── GrantRefusedError         it answered no; `error` and `description` are its own
└── LoginAnswerError              a return from Fortnox's login that leads to no connection; `code` names its page
"""

from integrations.fortnox.models import FortnoxConnection, OAuthAttempt

INVALID_GRANT = "invalid_grant"


class FortnoxConnectionError(Exception):
    """Something is wrong with a connection to Fortnox."""


class TokenError(FortnoxConnectionError):
    """No access token can be given."""


class TokenLostError(TokenError):
    """The connection cannot be used any longer; `state` is where it stands."""

    def __init__(self, state: str = FortnoxConnection.State.LOST) -> None:
        self.state = state
        super().__init__(state)


class TokenUnavailableError(TokenError):
    """There is no token now, and there may be one later; `reason` is for the operator."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class EndpointError(FortnoxConnectionError):
    """The token endpoint gave no tokens."""


class NotSentError(EndpointError):
    """The endpoint was not reached, or turned the call away unread."""


class AnswerUnknownError(EndpointError):
    """The call may have been carried out, but its answer was not received or not understood."""


class GrantRefusedError(EndpointError):
    """The endpoint answered no.

    Attributes:
        error: its code, such as "invalid_grant".
        description: its words.
    """

    def __init__(self, error: str, description: str = "") -> None:
        self.error = error
        self.description = description
        super().__init__(error)

    @property
    def is_dead(self) -> bool:
        """Say whether what was handed in is used up, expired or revoked."""
        return self.error == INVALID_GRANT


class LoginAnswerError(FortnoxConnectionError):
    """The browser came back from Fortnox's login with something that leads to no connection.

    Attributes:
        code: names the page that explains it.
        text: Fortnox's own words, or what of Fortnox's it is about, if anything.
        attempt: the login it belongs to, when that could be told for sure.
    """

    def __init__(self, code: str, *, text: str = "", attempt: OAuthAttempt | None = None) -> None:
        self.code = code
        self.text = text
        self.attempt = attempt
        super().__init__(code)
