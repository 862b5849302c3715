"""What is said to the user when a call of Fortnox did not succeed: where, what, and what to do."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    MissingError,
    NotSentError,
    OutcomeUnknownError,
    RateLimitedError,
    RefusedError,
    TooLargeError,
    UnauthorizedError,
    UnavailableError,
    UnreadableAnswerError,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_MEGABYTE = 1024**2

REGISTERS: "dict[str, StrPromise]" = {
    "companyinformation": _("the company information"),
    "settings/company": _("the company settings"),
    "settings/lockedperiod": _("the locked period"),
    "financialyears": _("the financial years"),
    "sie": _("the SIE file"),
    "accounts": _("the chart of accounts"),
    "voucherseries": _("the voucher series"),
    "vouchers": _("the vouchers"),
    "vouchers/sublist": _("the vouchers"),
    "invoices": _("the customer invoices"),
    "supplierinvoices": _("the supplier invoices"),
    "invoicepayments": _("the customer payments"),
    "supplierinvoicepayments": _("the supplier payments"),
    "costcenters": _("the cost centres"),
    "projects": _("the projects"),
    "predefinedaccounts": _("the predefined accounts"),
    "predefinedvoucherseries": _("the predefined voucher series"),
}


WORDS: "dict[type[FortnoxError], tuple[StrPromise, StrPromise]]" = {
    NotSentError: (
        _("Fortnox could not be reached for %(register)s."),
        _(
            "Nothing was done there. Try again in a while; if it stays so, ask whoever runs this service to look at"
            " its connection to the internet."
        ),
    ),
    OutcomeUnknownError: (
        _("Fortnox did not say whether %(register)s were changed: %(words)s"),
        _("Look in Fortnox before sending anything again; what is booked twice cannot be taken back."),
    ),
    UnauthorizedError: (
        _("Fortnox no longer accepts the connection, when asked for %(register)s."),
        _("Connect to Fortnox again."),
    ),
    ForbiddenError: (
        _("Fortnox does not give access to %(register)s: %(words)s"),
        _(
            "The connection itself is sound. Check in Fortnox that the company has the licence, and that the person"
            " who connected has the right to it; then try again."
        ),
    ),
    RefusedError: (
        _("Fortnox refused the call about %(register)s: %(words)s"),
        _("Put right in Fortnox, or here, what the sentence says, and try again."),
    ),
    MissingError: (
        _("Fortnox does not have what was asked for in %(register)s: %(words)s"),
        _("Check in Fortnox that it is there, and in the right financial year."),
    ),
    RateLimitedError: (
        _("Fortnox was asked too often for %(register)s."),
        _("Nothing was done there. Try again in a minute; other programs may be asking the same company."),
    ),
    UnavailableError: (
        _("Fortnox did not answer about %(register)s, or answered with a fault of its own (%(status)s)."),
        _("Try again in a while; nothing was changed."),
    ),
    UnreadableAnswerError: (
        _("Fortnox's answer about %(register)s is not understood: record %(record)s, field %(field)s."),
        _("Nothing was taken from it. Look at the record in Fortnox, and report this to whoever runs this service."),
    ),
    TooLargeError: (
        _("Fortnox's answer about %(register)s is larger than %(limit)s MB."),
        _("Nothing was taken from it. Fetch fewer financial years at a time, or import a SIE file."),
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened and where, and what to do about it."""

    what: str
    to_do: str

    def __str__(self) -> str:
        return f"{self.what} {self.to_do}"


def register_name(register: str) -> str:
    """Name a register in the reader's language; one without a name keeps Fortnox's own."""
    return str(REGISTERS.get(register, register))


def sentence(error: FortnoxError) -> Sentence:
    """Say what an error means, with Fortnox's own words where there are any."""
    what, to_do = WORDS[type(error)]
    return Sentence(str(what) % _facts(error), str(to_do))


def fortnox_words(error: FortnoxError) -> str:
    """Give Fortnox's own sentence and code as they are repeated to the user; empty when it gave none."""
    if not error.text:
        return "" if error.code is None else str(error.code)
    return f"“{error.text}”" if error.code is None else f"“{error.text}” ({error.code})"


def _facts(error: FortnoxError) -> dict[str, str]:
    """Gather what the sentences have places for."""
    facts = {
        "register": register_name(error.register),
        "words": fortnox_words(error) or gettext("Fortnox gives no reason."),
        "status": str(error.status or gettext("no answer")),
    }
    if isinstance(error, UnreadableAnswerError):
        facts |= {"record": error.record or "–", "field": error.field or "–"}
    if isinstance(error, TooLargeError):
        facts["limit"] = str(error.limit // _MEGABYTE)
    return facts
