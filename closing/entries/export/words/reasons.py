"""Why an export stopped or an entry was not booked: our own codes; a destination has its own beside them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WRONG_COMPANY = "wrong-company"
YEAR_MISSING = "year-missing"
CANCELLED = "cancelled"
DIED = "died"
NOT_FOUND = "not-found"
NO_ANSWERS = "no-answers"
AMBIGUOUS = "ambiguous"
VOUCHER_TAKEN = "voucher-taken"
OBSTACLE = "obstacle"
STOPPED = "stopped"
NO_DESTINATION = "no-destination"
UNEXPECTED = "unexpected"

REASONS: "dict[str, StrPromise]" = {
    WRONG_COMPANY: _(
        "The connection leads to another company than this engagement's. Nothing was sent. Disconnect, and connect to "
        "the right company."
    ),
    YEAR_MISSING: _(
        "The bookkeeping has no financial year with the same first and last day. Nothing was sent. Make the year "
        "there, or correct the fiscal year here."
    ),
    CANCELLED: _("The export was cancelled. What was not sent can be exported again."),
    DIED: _("The export was interrupted. What was not sent can be exported again."),
    NOT_FOUND: _("It was looked for in the bookkeeping and is not there. It can be exported again."),
    NO_ANSWERS: _(
        "The same entry was sent several times without an answer, and is not in the bookkeeping. Try again later; if "
        "it stays so, book the entry by hand there."
    ),
    AMBIGUOUS: _(
        "Several vouchers there look like this one, and none carries its mark. Look which one it is, and mark it as "
        "booked by hand."
    ),
    VOUCHER_TAKEN: _("The voucher that was found belongs to another entry. Look in the bookkeeping what happened."),
    OBSTACLE: _("It would be refused, so it was not sent."),
    STOPPED: _("The export stopped before it came to this entry. It can be exported again."),
    NO_DESTINATION: _("The data source of this engagement takes no entries. Use the SI file."),
    UNEXPECTED: _("Something unexpected stopped the export. Try again; if it stays so, report it."),
}
