"""What closing entries do to the balances: their sums by account, to be shown beside the books' own amounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry, EntryRow


@dataclass(frozen=True, slots=True)
class Booked:
    """What an entry booked on an account on a day, in öre, debit positive.

    Attributes:
        kind: V or S.
        number: the entry's number.
    """

    account: str
    day: date
    amount_ore: int
    kind: str
    number: int


def booked(year: FiscalYear) -> tuple[Booked, ...]:
    """List what the entries of a year book, in the order of their days; those that count twice with the books do not.

    An entry counts while it is not transferred, when it is kept out of transfers, and after it was transferred until an
    import brings it back with the books; then it is excluded.
    """
    rows = EntryRow.objects.filter(entry__fiscal_year=year, entry__status__in=ClosingEntry.COUNTING)
    columns = ("account_number", "entry__day", "amount_ore", "entry__kind", "entry__number")
    return tuple(Booked(*row) for row in rows.order_by("entry__day", "pk").values_list(*columns))


def named(rows: Iterable[Booked]) -> str:
    """Name the entries behind rows, those in a run together: `S1, V1–V3, V5`."""
    entries = sorted({(one.kind, one.number) for one in rows})
    runs = groupby(enumerate(entries), key=lambda placed: (placed[1][0], placed[1][1] - placed[0]))
    return ", ".join(_run([number for _place, (_kind, number) in run], kind) for (kind, _start), run in runs)


def _run(numbers: list[int], kind: str) -> str:
    first, last = f"{kind}{numbers[0]}", f"{kind}{numbers[-1]}"
    return first if first == last else f"{first}–{last}"


def sums(year: FiscalYear, until: date | None = None) -> dict[str, int]:
    """Add up what the entries of a year book on each account until the end of a day, in öre."""
    totals: dict[str, int] = {}
    for one in booked(year):
        if until is None or one.day <= until:
            totals[one.account] = totals.get(one.account, 0) + one.amount_ore
    return {account: ore for account, ore in sorted(totals.items()) if ore}


@dataclass(frozen=True, slots=True)
class Entered:
    """The entries on an account: what each books there, and what they come to, in öre.

    Attributes:
        rows: in the order of their days.
    """

    rows: tuple[EntryRow, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.rows)

    @property
    def total_ore(self) -> int:
        """Give what they come to."""
        return sum(row.amount_ore for row in self.rows)


def entries_on(year: FiscalYear, *accounts: str, until: date | None = None) -> Entered:
    """Find the rows by which entries of a year book on accounts until the end of a day, with their entries."""
    rows = EntryRow.objects.filter(entry__fiscal_year=year, entry__status__in=ClosingEntry.COUNTING)
    if until is not None:
        rows = rows.filter(entry__day__lte=until)
    return Entered(tuple(rows.filter(account_number__in=accounts).select_related("entry").order_by("entry__day", "pk")))
