"""What the templates of the ledgers need besides the figures: words, places of vouchers, comments, the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from closing.appendices.booked import VoucherPlace, places_of
from closing.appendices.build import Appendix
from closing.appendices.comments import Numbers, comments_on
from closing.appendices.explain import Cause, Explanation
from closing.appendices.items import Ledger
from closing.appendices.ledgers import Bucket, LedgerAt, LedgerRow, sign_of
from closing.appendices.pictures import Part, ageing_bar
from closing.appendices.texts import ACCOUNTS, BUCKETS, CAUSES, EXPLANATIONS, NAMES, NUMBERS
from closing.engagements.models import Engagement, Period
from closing.entries.models import EntryRow
from closing.paging import Pager

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROWS_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger in the list of both; nothing is known of one that was not imported."""

    ledger: Ledger
    appendix: Appendix | None

    @property
    def label(self) -> "StrPromise":
        """Give the name of its account."""
        return ACCOUNTS[self.ledger]


@dataclass(frozen=True, slots=True)
class Age:
    """A bucket of the ledger; its part of the picture is missing when nothing is owed."""

    bucket: Bucket
    ore: int
    count: int
    part: Part | None

    @property
    def label(self) -> "StrPromise":
        """Give its name."""
        return BUCKETS[self.bucket]

    @property
    def share(self) -> Decimal | None:
        """Give its share of what is owed, in per cent; None when nothing is."""
        return self.part.share if self.part else None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An invoice on the page: its place there, where its voucher is, and its comment.

    Attributes:
        refused: why what somebody wrote was not kept; the comment is then what was sent.
    """

    place: int
    row: LedgerRow
    voucher_url: str
    comment: str
    refused: Sequence[str] = ()

    @property
    def age(self) -> "StrPromise":
        """Give the name of its bucket."""
        return BUCKETS[self.row.bucket]


@dataclass(frozen=True, slots=True)
class ShownCause:
    """A cause in words, and where its voucher is."""

    cause: Cause
    voucher_url: str

    @property
    def label(self) -> "StrPromise":
        """Name its kind."""
        return CAUSES[self.cause.kind]

    @property
    def day(self) -> date | None:
        """Give the date of its voucher, when there is one."""
        return self.cause.voucher.day if self.cause.voucher else None

    @property
    def explanation(self) -> "StrPromise":
        """Say what its kind means."""
        return EXPLANATIONS[self.cause.kind]


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A row of a closing entry on the account, in öre, owed positive."""

    row: EntryRow
    ore: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A comment that was sent and not kept: the invoice, the text, and why."""

    numbers: Numbers
    text: str
    reasons: Sequence[str]


def words(ledger: Ledger) -> dict[str, object]:
    """Give the words that differ between the two ledgers."""
    return {
        "ledger": ledger.value,
        "account_name": ACCOUNTS[ledger],
        "number_heading": NUMBERS[ledger],
        "name_heading": NAMES[ledger],
        "has_other_numbers": ledger == Ledger.PAYABLES,
    }


def ages(shown: LedgerAt) -> list[Age]:
    """Give the buckets with their sums, and their parts of the picture."""
    parts = {part.bucket: part for part in ageing_bar(shown.totals)}
    counts = shown.counts
    return [Age(bucket, ore, counts[bucket], parts.get(bucket)) for bucket, ore in shown.totals.items()]


def rows(engagement: Engagement, shown: LedgerAt, *, page: Pager, refused: Refused | None = None) -> list[ShownRow]:
    """Give the invoices of one page."""
    on_page = shown.rows[page.start : page.stop]
    comments = comments_on(engagement, shown.ledger)
    places = places_of(engagement, {row.invoice.voucher for row in on_page if row.invoice.voucher})
    made = []
    for place, row in enumerate(on_page, start=1):
        numbers = (row.invoice.number, row.invoice.invoice)
        url = _url(engagement, places.get(row.invoice.voucher)) if row.invoice.voucher else ""
        if refused and refused.numbers == numbers:
            made.append(ShownRow(place, row, url, refused.text, refused.reasons))
        else:
            made.append(ShownRow(place, row, url, comments.get(numbers, "")))
    return made


def causes(engagement: Engagement, explanation: Explanation, page: Pager) -> list[ShownCause]:
    """Give the causes of one page."""
    return [ShownCause(one, _cause_url(engagement, one)) for one in explanation.causes[page.start : page.stop]]


def entries(appendix: Appendix) -> list[ShownEntry]:
    """Give the closing entries on the account."""
    sign = sign_of(appendix.items.ledger)
    return [ShownEntry(row, sign * row.amount_ore) for row in appendix.entered.rows]


def correcting_entry(appendix: Appendix, period: Period) -> str:
    """Give the address of a new closing entry that makes ledger and account agree; empty when they do."""
    if not appendix.correction_ore:
        return ""
    text = _("Difference on %(account)s against the ledger %(day)s") % {"account": appendix.account, "day": period.end}
    year, account, amount = period.fiscal_year, appendix.account, appendix.correction_ore
    begun = {"period": period.number, "account": account, "amount": amount, "text": text}
    return reverse("entries:new", args=[year.engagement_id, year.pk], query=begun)


def _cause_url(engagement: Engagement, cause: Cause) -> str:
    voucher = cause.voucher
    return _url(engagement, VoucherPlace(voucher.year_id, voucher.ordinal) if voucher else None)


def _url(engagement: Engagement, place: VoucherPlace | None) -> str:
    if place is None:
        return ""
    return reverse("statements:voucher", args=[engagement.pk, place.year_id, place.ordinal])


def lines(appendices: Mapping[Ledger, Appendix]) -> list[Line]:
    """Give both ledgers, imported or not."""
    return [Line(ledger, appendices.get(ledger)) for ledger in Ledger]
