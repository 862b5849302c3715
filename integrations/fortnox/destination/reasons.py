"""Why a voucher was not booked in Fortnox, or why Fortnox could not be asked: the codes, and what is said of each."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from integrations.fortnox import texts

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Reason(StrEnum):
    """What kept a voucher out, or ended the asking."""

    # There is no way in.
    CONNECTION_LOST = "connection-lost"
    CONNECTION_ENDED = "connection-ended"
    CONNECTION_MISSING = "connection-missing"
    LOGIN_UNANSWERED = "login-unanswered"
    TOKEN_REFUSED = "token-refused"  # noqa: S105 -- a code, not a password

    # Fortnox gave no answer that can be used.
    UNREACHABLE = "unreachable"
    UNAVAILABLE = "unavailable"
    TOO_MANY_CALLS = "too-many-calls"
    UNREADABLE = "unreadable"
    LIST_NOT_WHOLE = "list-not-whole"
    NO_ANSWER = "no-answer"
    TOO_LATE = "too-late"

    # Fortnox said no, to this voucher and to every other.
    SCOPE_MISSING = "scope-missing"
    LICENCE_MISSING = "licence-missing"
    RIGHT_MISSING = "right-missing"
    YEAR_MISSING = "year-missing"
    SERIES_MISSING = "series-missing"
    SERIES_NOT_MANUAL = "series-not-manual"
    PERIOD_LOCKED = "period-locked"

    # Fortnox said no to this voucher.
    ACCOUNT_MISSING = "account-missing"
    ACCOUNT_INACTIVE = "account-inactive"
    COST_CENTRE_DEMANDED = "cost-centre-demanded"
    COST_CENTRE_INACTIVE = "cost-centre-inactive"
    PROJECT_MISSING = "project-missing"
    CHARACTERS_REFUSED = "characters-refused"
    REFUSED = "refused"


NOT_CONNECTED: "StrPromise" = _(
    "You are not connected to Fortnox, and rights there are personal. Import from Fortnox to connect."
)

SENTENCES: "dict[Reason, StrPromise]" = {
    Reason.CONNECTION_LOST: texts.LOST,
    Reason.CONNECTION_ENDED: texts.EXPIRED,
    Reason.CONNECTION_MISSING: NOT_CONNECTED,
    Reason.LOGIN_UNANSWERED: _("Fortnox did not answer when access was asked for. Try again in a while."),
    Reason.TOKEN_REFUSED: _("Fortnox does not accept the connection. Disconnect, and import again to connect anew."),
    Reason.UNREACHABLE: _(
        "Fortnox could not be reached. Try again in a while; if it stays so, ask whoever runs Kvitt to look at its "
        "connection to the internet."
    ),
    Reason.UNAVAILABLE: _("Fortnox did not answer, or answered with a fault of its own. Try again in a while."),
    Reason.TOO_MANY_CALLS: _(
        "Fortnox was asked too often; other programs may be asking the same company. Try again in a minute."
    ),
    Reason.UNREADABLE: _(
        "The answer from Fortnox is not understood. Try again; if it comes back, tell whoever runs Kvitt."
    ),
    Reason.LIST_NOT_WHOLE: _(
        "The list of vouchers from Fortnox did not hold as many as it said, so nothing was concluded from it. Try "
        "again in a while."
    ),
    Reason.NO_ANSWER: _(
        "Fortnox did not say whether the voucher was booked. It is looked for there before anything is sent again."
    ),
    Reason.TOO_LATE: _("The export stopped just before the voucher was to leave. Nothing was sent; export it again."),
    Reason.SCOPE_MISSING: _(
        "The connection lacks a right to the company in Fortnox. Disconnect, import again, and approve everything "
        "that is asked for."
    ),
    Reason.LICENCE_MISSING: _("The company lacks the licence for this in Fortnox. Order it there, and export again."),
    Reason.RIGHT_MISSING: _(
        "Whoever connected lacks the right to this in Fortnox. Ask an administrator of the company there for it, or "
        "let somebody who has it import and export."
    ),
    Reason.YEAR_MISSING: _(
        "Fortnox has no financial year with the same first and last day. Make it there, or correct the fiscal year "
        "here."
    ),
    Reason.SERIES_MISSING: _(
        "The voucher series does not exist in Fortnox in this financial year. Make it there, or choose another."
    ),
    Reason.SERIES_NOT_MANUAL: _(
        "The voucher series is not manual in Fortnox in this financial year. Make it manual there, or choose another."
    ),
    Reason.PERIOD_LOCKED: _(
        "The period is locked in Fortnox. Unlock it there, or choose the series that is exempt from the lock."
    ),
    Reason.ACCOUNT_MISSING: _(
        "An account does not exist in Fortnox in this financial year. Add it there, or choose another."
    ),
    Reason.ACCOUNT_INACTIVE: _(
        "An account is not active in Fortnox in this financial year. Activate it there, or choose another."
    ),
    Reason.COST_CENTRE_DEMANDED: _("An account demands a cost centre in Fortnox. Give its row one."),
    Reason.COST_CENTRE_INACTIVE: _("A cost centre is not active in Fortnox. Activate it there, or choose another."),
    Reason.PROJECT_MISSING: _("A project does not exist in Fortnox. Make it there, or choose another."),
    Reason.CHARACTERS_REFUSED: _("A text holds a character that Fortnox does not take. Change the text."),
    Reason.REFUSED: _("Fortnox refused it. Put right there, or here, what its words say, and export again."),
}


def sentence(code: str) -> str:
    """Say what a code means and what to do, in the reader's language; empty for a code that is none of these."""
    return str(SENTENCES[Reason(code)]) if code in set(Reason) else ""
