"""What stops a call of Fortnox.

FortnoxError                       `register`, `status`, and Fortnox's own `code` and `text` where it gave them
├── NotSentError                   Fortnox was not reached: name, connection, encryption; nothing was done
├── OutcomeUnknownError            a POST that may have been carried out: look before sending anything again
├── UnauthorizedError              the token is refused, after one renewal
├── ForbiddenError                 the token lives; this register needs a right, a scope or a licence that is missing
├── RefusedError                   Fortnox does not accept what was sent or asked; nothing was done
├── MissingError                   there is no such record
├── RateLimitedError               too many requests; `retry_after` seconds are to pass; nothing was done
├── UnavailableError               Fortnox did not answer, or answered with a fault of its own, after every retry
├── UnreadableAnswerError          the answer is not understood; `record` and `field` say where
└── TooLargeError                  the answer is larger than `limit` bytes

Of `create_voucher`, everything but OutcomeUnknownError means that nothing was booked.
"""


class FortnoxError(Exception):
    """A call of Fortnox that did not succeed.

    Its own words hold no sentence of Fortnox, which may repeat what was sent; `words` has those for the user.

    Attributes:
        register: the register that was called, such as "invoices".
        status: the HTTP status; None when there was no answer.
        code: Fortnox's own code; None when it gave none.
        text: Fortnox's own sentence, in Swedish; empty when it gave none.
    """

    def __init__(self, register: str, *, status: int | None = None, code: int | None = None, text: str = "") -> None:
        super().__init__(f"{register}: status {status}, code {code}")
        self.register = register
        self.status = status
        self.code = code
        self.text = text


class NotSentError(FortnoxError):
    """Fortnox was not reached; nothing was done there."""


class OutcomeUnknownError(FortnoxError):
    """Whether a POST was carried out is not known; it must not be sent again before somebody has looked."""


class UnauthorizedError(FortnoxError):
    """The access token is refused."""


class ForbiddenError(FortnoxError):
    """A right, a scope or a licence for the register is missing; the connection itself is sound."""


class RefusedError(FortnoxError):
    """Fortnox does not accept what was sent or asked for."""


class MissingError(FortnoxError):
    """There is no such record, or not in that fiscal year."""


class RateLimitedError(FortnoxError):
    """Fortnox was called more often than it allows, also after waiting; `retry_after` is in seconds."""

    def __init__(
        self,
        register: str,
        *,
        retry_after: float,
        status: int | None = None,
        code: int | None = None,
        text: str = "",
    ) -> None:
        super().__init__(register, status=status, code=code, text=text)
        self.retry_after = retry_after


class UnavailableError(FortnoxError):
    """Fortnox did not answer in time, broke off, or answered with a fault of its own."""


class UnreadableAnswerError(FortnoxError):
    """An answer that is not understood.

    Attributes:
        record: which record, by its own number where it has one; empty for the answer as a whole.
        field: the name of the field.
    """

    def __init__(self, register: str, *, record: str = "", field: str = "", status: int | None = None) -> None:
        super().__init__(register, status=status)
        self.args = (f"{register} {record}: {field or 'the whole answer'} is not understood",)
        self.record = record
        self.field = field


class TooLargeError(FortnoxError):
    """The answer is larger than what is taken in; `limit` is in bytes."""

    def __init__(self, register: str, *, limit: int, status: int | None = None) -> None:
        super().__init__(register, status=status)
        self.limit = limit
