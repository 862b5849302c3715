"""The records of a SIE file as frozen dataclasses.

Amounts are integer öre, debit positive and credit negative, as in the file. Account numbers, object codes,
voucher series and voucher numbers are text: `0351` and `351` are different accounts. Line numbers count from 1
and take no part in comparison, so a file that is written and read back equals itself.

Source: SIE-gruppen, "SIE filformat", 4B (2008-09-30) and 4C (2025-08-06).
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

ObjectList = tuple[tuple[str, str], ...]
"""Pairs of dimension number and object code, in the order of the file; empty when the record has none."""


class BalanceKind(StrEnum):
    """Which balance of an account: opening (ingående), closing (utgående) or result (resultat)."""

    OPENING = "IB"
    CLOSING = "UB"
    RESULT = "RES"


class ObjectBalanceKind(StrEnum):
    """Which balance of an account for an object: opening or closing."""

    OPENING = "OIB"
    CLOSING = "OUB"


class PeriodBalanceKind(StrEnum):
    """What a month's figure is: the movement booked, or the movement budgeted."""

    BOOKED = "PSALDO"
    BUDGET = "PBUDGET"


class PostingKind(StrEnum):
    """What a row of a voucher is: counted, added afterwards (with a counted twin), or struck (never counted)."""

    COUNTED = "TRANS"
    ADDED = "RTRANS"
    STRUCK = "BTRANS"


def _line() -> int:
    """Make the line-number field every record ends with."""
    number: int = field(default=0, compare=False, repr=False)
    return number


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year of the file (#RAR): 0 is the file's own year, -1 the year before."""

    index: int
    start: dt.date
    end: dt.date
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Address:
    """Postal address and telephone of the company (#ADRESS)."""

    contact: str = ""
    street: str = ""
    postal: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart (#KONTO with its #KTYP, #ENHET and #SRU). Kind is T, S, K, I or empty."""

    number: str
    name: str
    kind: str = ""
    unit: str = ""
    sru: tuple[str, ...] = ()
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension (#DIM) or, with a parent, a sub-dimension (#UNDERDIM)."""

    number: str
    name: str
    parent: str = ""
    line: int = _line()


@dataclass(frozen=True, slots=True)
class SieObject:
    """An object of a dimension (#OBJEKT): a cost centre, a project."""

    dimension: str
    code: str
    name: str
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance of an account for a year (#IB, #UB, #RES)."""

    kind: BalanceKind
    year: int
    account: str
    amount_ore: int
    quantity: str = ""
    line: int = _line()


@dataclass(frozen=True, slots=True)
class ObjectBalance:
    """A balance of an account for an object (#OIB, #OUB)."""

    kind: ObjectBalanceKind
    year: int
    account: str
    objects: ObjectList
    amount_ore: int
    quantity: str = ""
    line: int = _line()


@dataclass(frozen=True, slots=True)
class PeriodBalance:
    """The movement of one month, YYYYMM (#PSALDO, #PBUDGET), for the whole account or for its objects."""

    kind: PeriodBalanceKind
    year: int
    period: str
    account: str
    objects: ObjectList
    amount_ore: int
    quantity: str = ""
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Posting:
    """A row of a voucher. Date is None when the row has none of its own and the voucher's date holds."""

    account: str
    amount_ore: int
    objects: ObjectList = ()
    date: dt.date | None = None
    text: str = ""
    quantity: str = ""
    sign: str = ""
    kind: PostingKind = PostingKind.COUNTED
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher (#VER) with its rows in the order of the file. Series and number may be empty in a 4I file."""

    series: str
    number: str
    date: dt.date
    text: str = ""
    registered: dt.date | None = None
    sign: str = ""
    postings: tuple[Posting, ...] = ()
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Head:
    """Everything in a SIE file but its vouchers.

    `flag` is #FLAGGA (None when missing), `program` name and version, `sietyp` "1" to "4" ("1" when the record is
    missing, as the standard says), `organisation_number` as written in the file.
    """

    flag: int | None = None
    program: tuple[str, ...] = ()
    format: str = ""
    generated: dt.date | None = None
    generated_by: str = ""
    sietyp: str = "1"
    prose: str = ""
    company_form: str = ""
    company_id: str = ""
    organisation_number: str = ""
    acquisition_number: str = ""
    activity_number: str = ""
    industry_code: str = ""
    address: Address | None = None
    company: str = ""
    tax_year: str = ""
    balances_until: dt.date | None = None
    chart_type: str = ""
    currency: str = ""
    years: tuple[FiscalYear, ...] = ()
    accounts: tuple[Account, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    objects: tuple[SieObject, ...] = ()
    balances: tuple[Balance, ...] = ()
    object_balances: tuple[ObjectBalance, ...] = ()
    period_balances: tuple[PeriodBalance, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd in a file that was read all the same, or a line that could not be read.

    `code` is a constant of `sie.notices`; `facts` holds what a sentence about it needs (text, whole numbers, öre).
    """

    code: str
    line: int = 0
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SieFile:
    """A SIE file read whole: its head, its vouchers in the order of the file, and what was odd in it."""

    head: Head
    vouchers: tuple[Voucher, ...] = ()
    encoding: str = field(default="cp437", compare=False)
    notices: tuple[Notice, ...] = field(default=(), compare=False)
