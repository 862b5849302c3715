"""What closing entries do to the balances: their sums by account, to be shown beside the books' own amounts."""

from dataclasses import dataclass
from datetime import date

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry, EntryRow


@dataclass(frozen=True, slots=True)
class Booked:
    """What entries booked on an account on a day, in öre, debit positive."""

    account: str
    day: date
    amount_ore: int


def booked(year: FiscalYear) -> tuple[Booked, ...]:
    """List what the entries of a year book, in the order of their days; those that count twice with the books do not.

    An entry counts while it is not transferred, when it is kept out of transfers, and after it was transferred until an
    import brings it back with the books; then it is excluded.
    """
    rows = EntryRow.objects.filter(entry__fiscal_year=year, entry__status__in=ClosingEntry.COUNTING)
    found = rows.order_by("entry__day", "pk").values_list("account_number", "entry__day", "amount_ore")
    return tuple(Booked(*row) for row in found)


def sums(year: FiscalYear, until: date | None = None) -> dict[str, int]:
    """Add up what the entries of a year book on each account until the end of a day, in öre."""
    totals: dict[str, int] = {}
    for one in booked(year):
        if until is None or one.day <= until:
            totals[one.account] = totals.get(one.account, 0) + one.amount_ore
    return {account: ore for account, ore in sorted(totals.items()) if ore}
