"""What stops a fetch from Fortnox, as a finding of the import."""

from closing.appendices.items import Ledger
from closing.importing.catalogue import Code, finding
from closing.importing.findings import Finding
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    MissingError,
    RefusedError,
    TooLargeError,
    UnauthorizedError,
    UnreadableAnswerError,
)
from integrations.fortnox.client.lists import ListWarning
from integrations.fortnox.fetching.ledgers import ACCOUNTS

SYSTEM = "Fortnox"
NO_CODE = "–"


def no_connection() -> Finding:
    """Say that there is no connection to fetch through."""
    return finding(Code.CONNECTION_MISSING, system=SYSTEM)


def login_unanswered() -> Finding:
    """Say that Fortnox gave no access just now."""
    return finding(Code.SOURCE_UNAVAILABLE, system=SYSTEM, register="login")


def stopped_by(error: FortnoxError) -> Finding:
    """Tell an error that stops the import, with Fortnox's own words and code."""
    if isinstance(error, UnauthorizedError):
        return no_connection()
    if isinstance(error, TooLargeError):
        return finding(Code.FILE_TOO_LARGE, size=error.limit + 1, limit=error.limit)
    if isinstance(error, UnreadableAnswerError):
        what = " ".join(filter(None, (error.record, error.field))) or NO_CODE
        return finding(Code.SOURCE_UNREADABLE, system=SYSTEM, register=_register(error), text=what)
    if isinstance(error, ForbiddenError | RefusedError | MissingError):
        code = Code.SOURCE_FORBIDDEN if isinstance(error, ForbiddenError) else Code.SOURCE_REFUSED
        words, number = error.text or NO_CODE, code_of(error)
        return finding(code, system=SYSTEM, register=_register(error), text=words, code=number)
    return finding(Code.SOURCE_UNAVAILABLE, system=SYSTEM, register=_register(error))


def left_out(ledger: Ledger, error: FortnoxError) -> Finding:
    """Tell that a ledger was left out, and why."""
    account = ACCOUNTS[ledger][0]
    return finding(Code.LEDGER_LEFT_OUT, system=SYSTEM, account=account, register=_register(error), code=code_of(error))


def incomplete(warning: ListWarning) -> Finding:
    """Tell a register that did not hold as many rows as it said."""
    rows, count = warning.read, warning.announced
    return finding(Code.LIST_INCOMPLETE, system=SYSTEM, register=warning.register, rows=rows, count=count)


def _register(error: FortnoxError) -> str:
    """Give the register without what follows it, such as the type of a SIE file."""
    return error.register.partition("/")[0]


def code_of(error: FortnoxError) -> str:
    """Give Fortnox's own code, else the status of its answer."""
    if error.code is not None:
        return str(error.code)
    return f"HTTP {error.status}" if error.status else NO_CODE
