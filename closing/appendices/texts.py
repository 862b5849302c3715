"""The words of the ledgers."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from closing.appendices.explain import CauseKind
from closing.appendices.items import Ledger
from closing.appendices.ledgers import Bucket

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BUCKETS: dict[Bucket, "StrPromise"] = {
    Bucket.NOT_DUE: _("Not due"),
    Bucket.TO_30: _("1–30 days"),
    Bucket.TO_60: _("31–60 days"),
    Bucket.TO_90: _("61–90 days"),
    Bucket.OVER_90: _("More than 90 days"),
}

ACCOUNTS: dict[Ledger, "StrPromise"] = {
    Ledger.RECEIVABLES: _("Trade receivables"),
    Ledger.PAYABLES: _("Trade payables"),
}

NUMBERS: dict[Ledger, "StrPromise"] = {
    Ledger.RECEIVABLES: _("Customer no."),
    Ledger.PAYABLES: _("Supplier no."),
}

NAMES: dict[Ledger, "StrPromise"] = {
    Ledger.RECEIVABLES: pgettext_lazy("of a ledger", "Customer"),
    Ledger.PAYABLES: pgettext_lazy("of a ledger", "Supplier"),
}

CAUSES: dict[CauseKind, "StrPromise"] = {
    CauseKind.OTHER_SERIES: _("Booked by hand"),
    CauseKind.EDITED: _("Changed afterwards"),
    CauseKind.AMOUNT: _("Another amount"),
    CauseKind.OTHER_DAY: _("Another day"),
    CauseKind.MISSING: _("Not in the books"),
    CauseKind.SETTLED: _("Settled without payment"),
}

EXPLANATIONS: dict[CauseKind, "StrPromise"] = {
    CauseKind.OTHER_SERIES: _(
        "The voucher stands in a series that the ledger does not book in, so the ledger does not know of it."
    ),
    CauseKind.EDITED: _("Rows were added or struck after the voucher was booked; the ledger does not follow."),
    CauseKind.AMOUNT: _("The voucher has another amount on the account than the ledger has for it."),
    CauseKind.OTHER_DAY: _("The voucher is dated on another side of the day than the payment or the invoice."),
    CauseKind.MISSING: _("The ledger names a voucher that is not in the imported books. Import the books again."),
    CauseKind.SETTLED: _("Less remains of the invoice than its payments account for, and no voucher tells why."),
}
