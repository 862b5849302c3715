"""Tax allocation reserves (periodiseringsfonder): the funds there are, which are due, what may be set aside. Pure.

Source: IL 30 kap. (5 § the most, 6 a § notional income, 7 § reversal within six years); BAS 2110–2139, where the last
digit of an account is that of the year the allocation was made for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from closing.entries.planning.reckoning.figures import Figures
from closing.entries.planning.reckoning.rates import Rates, share, whole_kronor

FUNDS = ("211", "212", "213")
WITHOUT_YEAR = "2110"
DECADE = 10
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund that was there when the year began, in öre, credit positive.

    Attributes:
        year: the year it was set aside for; None when its account does not tell.
        opening_ore: at the beginning of the year.
        left_ore: what of it has not been reversed yet.
        is_due: its years are over: what is left must be reversed now.
        uplift: what is added to its reversal, in hundredths of a per cent.
    """

    account: str
    year: int | None
    opening_ore: int
    left_ore: int
    is_due: bool
    uplift: int


def funds(figures: Figures, rates: Rates) -> tuple[Fund, ...]:
    """List the funds of a year, the oldest first and those without a year last."""
    found = sorted(_funds(figures, rates), key=lambda one: (one.year is None, one.year or 0, one.account))
    return tuple(found)


def fund_account(end: date) -> str:
    """Give the account for what is set aside in a fiscal year that ends on a day."""
    return f"212{end.year % DECADE}"


def notional_income(there: Iterable[Fund], rates: Rates, *, months: int) -> int:
    """Give the notional income (schablonintäkt) on what was set aside when the year began, in whole kronor as öre."""
    return whole_kronor(share(sum(one.opening_ore for one in there), rates.notional, months=months))


def most_allocation(surplus_ore: int, rates: Rates, *, booked_ore: int) -> int:
    """Give the most that may still be set aside, in whole kronor as öre.

    Args:
        surplus_ore: the taxable result before any allocation of the year.
        rates: of the year.
        booked_ore: what of it the books have set aside already.
    """
    return max(whole_kronor(share(max(surplus_ore, 0), rates.reserve)) - booked_ore, 0)


def uplift(fund: Fund, reversed_ore: int) -> int:
    """Give what is added to the taxable result beside a reversal, in whole kronor as öre."""
    return whole_kronor(share(reversed_ore, fund.uplift))


def _funds(figures: Figures, rates: Rates) -> Iterator[Fund]:
    for one in figures.on(*FUNDS):
        if one.opening_ore >= 0:
            continue
        has_year = one.meaning != WITHOUT_YEAR and one.meaning[3:4].isdecimal()
        year = _year(one.meaning, figures) if has_year else None
        left = max(min(-one.opening_ore, -one.closing_ore), 0)
        is_due = year is not None and year + rates.reserve_years <= figures.end.year
        raised = rates.uplift if year is not None and _begun(year, figures) <= rates.uplift_until else 0
        yield Fund(one.number, year, -one.opening_ore, left, is_due, raised)


def _year(account: str, figures: Figures) -> int:
    """Find the latest year with the account's last digit that ended before this one began."""
    latest = (figures.start - timedelta(days=1)).year
    return latest - (latest - int(account[3])) % DECADE


def _begun(year: int, figures: Figures) -> int:
    """Give the calendar year a fund's fiscal year began in: a broken year began the year before it ended."""
    return year if figures.end.month == MONTHS else year - 1
