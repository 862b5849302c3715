"""Why a ledger and its control accounts differ: the vouchers that can cause it, and what no voucher explains. Pure.

Every voucher is held against what the ledger says of it: nothing, when it comes from no invoice and no payment; else
the invoices and payments it booked. What the two differ by on the day is its effect, and the effects add up to the
difference, but for what is older than the books here or cannot be seen in them.

**Source:** Fortnox's help names the same causes ("Felsökningsguide: differens mellan reskontra och huvudbok").
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from closing.appendices.items import LedgerInvoice, LedgerItems, VoucherKey
from closing.appendices.ledgers import LedgerAt, booked_payments, sign_of, standing


class CauseKind(StrEnum):
    """What can make ledger and books differ."""

    OTHER_SERIES = "other_series"
    EDITED = "edited"
    AMOUNT = "amount"
    OTHER_DAY = "other_day"
    MISSING = "missing"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class BookedVoucher:
    """A voucher of the books, as far as it touches the control accounts.

    Attributes:
        year_id: the fiscal year whose books it stands in.
        ordinal: its place there, as an address names it.
        rows: what it booked on the control accounts, row by row, in öre, debit positive.
        change_ore: what rows added and struck afterwards changed on them, in öre, debit positive.
        is_edited: rows on them were added or struck afterwards.
    """

    key: VoucherKey
    day: date
    text: str
    year_id: UUID
    ordinal: int
    rows: tuple[int, ...] = ()
    change_ore: int = 0
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the books.

    Attributes:
        vouchers: those that the ledger names, on any day, and those up to the day that the ledger does not name but
            that stand in another series or were edited.
        years: the first days of the fiscal years whose books are here.
        is_cut: there were more vouchers in other series than were looked at.
    """

    vouchers: Sequence[BookedVoucher]
    years: Collection[date]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that makes ledger and books differ.

    Attributes:
        effect_ore: how much it raises the ledger above the books, in öre.
        invoices: the numbers of the invoices it is about.
        voucher: the voucher; None when there is none in the books.
        key: the voucher's name, when the ledger tells of one.
        ledger_ore: what the ledger counts by it on the day, owed positive.
        books_ore: what the control accounts count by it on the day, owed positive.
    """

    kind: CauseKind
    effect_ore: int
    invoices: tuple[str, ...] = ()
    voucher: BookedVoucher | None = None
    key: VoucherKey | None = None
    ledger_ore: int = 0
    books_ore: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that was found, and what it leaves.

    Attributes:
        causes: by kind, and within a kind by date.
        difference_ore: how much the ledger is above the books.
        is_cut: not everything was looked at.
    """

    causes: tuple[Cause, ...]
    difference_ore: int
    is_cut: bool = False

    @property
    def explained_ore(self) -> int:
        """Give what the causes come to."""
        return sum(cause.effect_ore for cause in self.causes)

    @property
    def unexplained_ore(self) -> int:
        """Give what remains unexplained."""
        return self.difference_ore - self.explained_ore


def explain(items: LedgerItems, shown: LedgerAt, found: Found) -> Explanation:
    """Find what makes a ledger and its control accounts differ on the day it was reckoned for."""
    booked = _by_key(found.vouchers)
    case = _Case(items, shown.day, frozenset(found.years), booked)
    claims, settled = _claims(case)
    held = {key: _held_against(case, key, claim) for key, claim in claims.items()}
    # What the voucher never booked on the control account, such as the tax agency's share of an invoice, explains
    # why less remains than the payments say: the two cancel out.
    absorbed = {key for key, claim in claims.items() if claim.settled_ore and _effect(held[key]) == claim.settled_ore}
    causes = [cause for key, cause in held.items() if cause and key not in absorbed]
    # Payments from before the ledger is known need not be told, so nothing is wrong with what they settled.
    known = {key for key, one in booked.items() if one.day >= items.known_from and key not in absorbed}
    causes += _settled_otherwise(settled, known)
    causes += [cause for key, one in booked.items() if key not in claims and (cause := _unclaimed(case, one))]
    return Explanation(tuple(sorted(causes, key=_place)), shown.difference_ore or 0, is_cut=found.is_cut)


@dataclass(frozen=True, slots=True)
class _Case:
    """What is compared: the ledger, the day, and the books that are here."""

    items: LedgerItems
    day: date
    years: frozenset[date]
    booked: Mapping[VoucherKey, BookedVoucher]

    @property
    def booked_on(self) -> dict[VoucherKey, date]:
        """Give the dates of the vouchers."""
        return {key: voucher.day for key, voucher in self.booked.items()}

    def rows_of(self, voucher: BookedVoucher) -> list[int]:
        """Give what a voucher counts on the control accounts on the day, owed positive."""
        sign = sign_of(self.items.ledger)
        return [sign * ore for ore in voucher.rows] if voucher.day <= self.day else []


@dataclass(slots=True)
class _Claim:
    """What the ledger says that a voucher booked.

    Attributes:
        amounts: what the ledger counts by it on the day, owed positive.
        is_counted: whether it counts them on the day; both, when it counts some of them.
        invoices: the invoices it is about, each once.
        settled_ore: what of its invoices is settled though no payment tells how.
    """

    amounts: list[int] = field(default_factory=list)
    is_counted: set[bool] = field(default_factory=set)
    invoices: dict[str, None] = field(default_factory=dict)
    settled_ore: int = 0

    def add(self, invoice: LedgerInvoice, amount_ore: int, *, is_counted: bool) -> None:
        """Note one more thing the voucher booked."""
        self.amounts.append(amount_ore if is_counted else 0)
        self.is_counted.add(is_counted)
        self.invoices[invoice.invoice] = None


_Settled = tuple[LedgerInvoice, int]
"""An invoice, and what of it is settled though no payment tells how."""


def _by_key(vouchers: Sequence[BookedVoucher]) -> dict[VoucherKey, BookedVoucher]:
    """Give the vouchers by name; those of the same name count as one."""
    booked: dict[VoucherKey, BookedVoucher] = {}
    for one in vouchers:
        same = booked.get(one.key)
        booked[one.key] = replace(same, rows=(*same.rows, *one.rows)) if same else one
    return booked


def _claims(case: _Case) -> tuple[dict[VoucherKey, _Claim], list[_Settled]]:
    """Gather what the ledger says of each voucher."""
    claims: defaultdict[VoucherKey, _Claim] = defaultdict(_Claim)
    settled: list[_Settled] = []
    booked_on = case.booked_on
    for invoice in case.items.invoices:
        stood = standing(invoice, case.day, booked_on=booked_on)
        if stood.settled_otherwise_ore:
            settled.append((invoice, stood.settled_otherwise_ore))
        if invoice.voucher:
            is_in_vain = invoice.is_cancelled or not invoice.is_booked
            amount = 0 if is_in_vain else invoice.amount_ore
            claims[invoice.voucher].add(invoice, amount, is_counted=stood.is_entered or is_in_vain)
            claims[invoice.voucher].settled_ore += stood.settled_otherwise_ore
        for payment in booked_payments(invoice):
            if payment.voucher:
                is_counted = stood.is_entered and payment.day <= case.day
                claims[payment.voucher].add(invoice, -payment.settled_ore, is_counted=is_counted)
    return dict(claims), settled


def _held_against(case: _Case, key: VoucherKey, claim: _Claim) -> Cause | None:
    """Hold a voucher against what the ledger says of it; None when they agree."""
    voucher, ledger_ore, invoices = case.booked.get(key), sum(claim.amounts), tuple(claim.invoices)
    if voucher is None:
        left = ledger_ore - claim.settled_ore if key.year_start in case.years else 0
        return Cause(CauseKind.MISSING, left, invoices, key=key, ledger_ore=left) if left else None
    rows = case.rows_of(voucher)
    books_ore = sum(rows)
    if books_ore == ledger_ore:
        return None
    if voucher.day < case.items.known_from and not Counter(claim.amounts) - Counter(rows):
        return None  # The rest belongs to invoices that were settled before the ledger is known.
    is_on_time = claim.is_counted == {voucher.day <= case.day}
    kind = CauseKind.AMOUNT if is_on_time else CauseKind.OTHER_DAY
    return Cause(kind, ledger_ore - books_ore, invoices, voucher, key, ledger_ore, books_ore)


def _unclaimed(case: _Case, voucher: BookedVoucher) -> Cause | None:
    """Judge a voucher that the ledger does not name; one in its own series books what was settled long ago."""
    rows = case.rows_of(voucher)
    if not rows and voucher.day > case.day:
        return None
    if case.items.series and voucher.key.series not in case.items.series:
        kind, books_ore = CauseKind.OTHER_SERIES, sum(rows)
    else:
        kind, books_ore = CauseKind.EDITED, sign_of(case.items.ledger) * voucher.change_ore
    return Cause(kind, -books_ore, (), voucher, voucher.key, 0, books_ore) if books_ore else None


def _settled_otherwise(settled: Sequence[_Settled], known: Collection[VoucherKey]) -> Iterator[Cause]:
    """Give the invoices that the books have in full though less is left, but not credits settled against invoices."""
    of_one: defaultdict[str, int] = defaultdict(int)
    for invoice, ore in settled:
        of_one[invoice.number] += ore
    for invoice, ore in settled:
        if invoice.voucher in known and of_one[invoice.number]:
            yield Cause(CauseKind.SETTLED, -ore, (invoice.invoice,), key=invoice.voucher, ledger_ore=-ore)


def _effect(cause: Cause | None) -> int:
    return cause.effect_ore if cause else 0


def _place(cause: Cause) -> tuple[int, date, str]:
    """Give what causes are sorted by: kind, date, number of the invoice."""
    day = cause.voucher.day if cause.voucher else date.min
    return list(CauseKind).index(cause.kind), day, "".join(cause.invoices[:1])
