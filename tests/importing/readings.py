"""Files that never lay on a disk: what a reader would have given, put together by hand."""

from dataclasses import dataclass, field, replace
from datetime import date

from closing.importing.case import Case, Context, Identity, KnownYear
from sie import Figures, Marked, SeriesFigures, VoucherMark
from sie.records import Account, Balance, BalanceKind, FiscalYear, Head, Notice

NUMBER = "5560360793"
IDENTITY = Identity(NUMBER)
YEAR = KnownYear(date(2025, 1, 1), date(2025, 12, 31))
CASE = Case(IDENTITY, (YEAR,))
HEAD = Head(
    flag=0,
    sietyp="4",
    organisation_number="556036-0793",
    company="Exempel AB",
    years=(FiscalYear(0, YEAR.start, YEAR.end),),
    accounts=(Account("1930", "Bank"), Account("2081", "Aktiekapital"), Account("3001", "Försäljning")),
)
FIGURES = Figures(
    vouchers=1,
    postings=2,
    debit_ore=25_000,
    movements={"1930": 25_000, "3001": -25_000},
    dates={date(2025, 3, 10): 1},
    series={"A": SeriesFigures(count=1, first=1, last=1)},
)


@dataclass(frozen=True)
class Read:
    """A file as it would have been read."""

    head: Head = HEAD
    figures: Figures = FIGURES
    notices: tuple[Notice, ...] = ()
    encoding: str = "cp437"
    sha256: str = "f" * 64


@dataclass(frozen=True)
class Sums:
    """Balances in öre, account by account, of this year and the one before."""

    opening: dict[str, int] = field(default_factory=dict)
    closing: dict[str, int] = field(default_factory=dict)
    result: dict[str, int] = field(default_factory=dict)
    closing_before: dict[str, int] = field(default_factory=dict)

    def balances(self) -> tuple[Balance, ...]:
        """Give them as records."""
        of = (
            (BalanceKind.OPENING, 0, self.opening),
            (BalanceKind.CLOSING, 0, self.closing),
            (BalanceKind.RESULT, 0, self.result),
            (BalanceKind.CLOSING, -1, self.closing_before),
        )
        return tuple(Balance(kind, year, account, ore) for kind, year, sums in of for account, ore in sums.items())


def context(
    head: Head = HEAD,
    figures: Figures = FIGURES,
    *,
    sums: Sums | None = None,
    case: Case = CASE,
    sha256: str = "f" * 64,
) -> Context:
    """Put a file before the validations."""
    if sums:
        head = replace(head, balances=sums.balances())
    return Context(Read(head, figures, sha256=sha256), case)


def mark(series: str, number: str, *, line: int = 9, difference_ore: int = 0, day: date = YEAR.start) -> VoucherMark:
    """Point at a voucher."""
    return VoucherMark(line, series, number, day, difference_ore)


def marked(*marks: VoucherMark, count: int = 0) -> Marked:
    """Count vouchers of a sort."""
    return Marked(count or len(marks), marks)
