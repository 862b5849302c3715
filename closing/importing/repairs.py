"""What is mended in a file before it is stored, and nothing else is: the source's own figures stay as they are.

The order counts: series before objects, and opening balances last. A repair is planned from the figures of the first
pass, and made while the rows stream by in the second.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, product
from string import ascii_uppercase

from closing.importing.case import Context
from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_IN_FACTS, Fact, Finding, voucher_name
from sie import VoucherMark
from sie.records import BalanceKind

MOST_OBJECTS = 500
"""With more distinct objects than this a file is imported without them; the field's products draw the same line."""

FIRST_CHOICE_OF_SERIES = "A"
_LATER_CHOICES = "XYZ"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be mended.

    Attributes:
        series: the series that vouchers without one are given; empty when all have theirs.
        last_numbers: series to the highest number in it, for those that have vouchers without a number.
        without_objects: all objects are left out.
        openings: accounts to the opening balances taken from last year's closing, in öre.
    """

    series: str = ""
    last_numbers: Mapping[str, int] = field(default_factory=dict)
    without_objects: bool = False
    openings: Mapping[str, int] = field(default_factory=dict)

    @property
    def changes_vouchers(self) -> bool:
        """Say whether a voucher gets another series or number."""
        return bool(self.series or self.last_numbers)


def plan(context: Context) -> tuple[Plan, list[Finding]]:
    """Decide what is mended in a file, and say so."""
    series = free_series(set(context.figures.series)) if context.figures.without_series.count else ""
    last_numbers = _last_numbers(context, series)
    without_objects = count_objects(context) > MOST_OBJECTS
    openings = openings_taken(context)
    decided = Plan(series, last_numbers, without_objects, openings)
    return decided, [*_tell_vouchers(context, decided), *_tell_objects(context), *_tell_openings(openings)]


def free_series(used: set[str]) -> str:
    """Choose the series for vouchers without one: A when no voucher has it, else the first unused of X, Y, Z, AA …."""
    taken = {series.upper() for series in used}
    doubles = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    triples = ("".join(letters) for letters in product(ascii_uppercase, repeat=3))
    choices = chain(FIRST_CHOICE_OF_SERIES, _LATER_CHOICES, doubles, triples)
    return next(choice for choice in choices if choice not in taken)


def count_objects(context: Context) -> int:
    """Count the distinct objects of all dimensions, declared or used, in vouchers or in balances."""
    declared = {(one.dimension, one.code) for one in context.head.objects}
    of_year = {pair for balance in context.head.object_balances for pair in balance.objects}
    of_months = {pair for balance in context.head.period_balances for pair in balance.objects}
    return len(declared | of_year | of_months | context.figures.objects_used)


def openings_taken(context: Context) -> dict[str, int]:
    """Give the opening balances that the file leaves out and last year's closing balances give.

    Accounts whose balance is zero may be left out, so a missing opening balance can also mean that there is none: last
    year's result that has been moved to equity. What the closing balance of the account says then decides.

    Source: SIE 4B/4C 5.17–18: either #UB -1 or #IB 0 must be there.
    """
    openings = context.balance_of(BalanceKind.OPENING)
    closings_before = context.balance_of(BalanceKind.CLOSING, -1)
    return {
        account: ore
        for account, ore in closings_before.items()
        if ore and account not in openings and not _is_said_to_be_zero(context, account, ore)
    }


def _is_said_to_be_zero(context: Context, account: str, before: int) -> bool:
    """Say whether the rest of the file tells that the account opens with nothing."""
    openings = context.balance_of(BalanceKind.OPENING)
    if not openings:
        return False
    closings = context.balance_of(BalanceKind.CLOSING)
    if closings and context.has_vouchers:
        return closings.get(account, 0) != before + context.figures.movements.get(account, 0)
    return sum(openings.values()) == 0


def _last_numbers(context: Context, series: str) -> dict[str, int]:
    """Give the highest number of each series with vouchers that have none; the filled series goes by its new name."""
    found: dict[str, int] = {}
    if not context.figures.without_number.count:
        return found
    for name, numbers in context.figures.series.items():
        if numbers.unnumbered:
            found[name or series] = numbers.last
    return found


def _tell_vouchers(context: Context, decided: Plan) -> Iterator[Finding]:
    without_series, without_number = context.figures.without_series, context.figures.without_number
    numbers = dict(decided.last_numbers)
    names = {mark.line: _filled_name(mark, decided, numbers) for mark in without_number.first}
    if without_series.count:
        listed = [names.get(mark.line) or voucher_name(decided.series, mark.number) for mark in without_series.first]
        yield finding(
            Code.SERIES_FILLED,
            without_series.first[0].line,
            series=decided.series,
            count=without_series.count,
            vouchers=_some(listed),
        )
    if without_number.count:
        line = without_number.first[0].line
        yield finding(Code.NUMBER_FILLED, line, count=without_number.count, vouchers=_some(list(names.values())))


def _filled_name(mark: VoucherMark, decided: Plan, numbers: dict[str, int]) -> str:
    """Name a voucher as it will be called, counting on in `numbers`."""
    series = mark.series or decided.series
    numbers[series] = numbers.get(series, 0) + 1
    return voucher_name(series, str(numbers[series]))


def _some(names: list[str]) -> list[Fact]:
    return list(names[:LISTED_IN_FACTS])


def _tell_objects(context: Context) -> Iterator[Finding]:
    count = count_objects(context)
    if count > MOST_OBJECTS:
        yield finding(Code.TOO_MANY_OBJECTS, count=count, limit=MOST_OBJECTS)


def _tell_openings(openings: Mapping[str, int]) -> Iterator[Finding]:
    if openings:
        accounts: list[Fact] = [str(account) for account in sorted(openings)[:LISTED_IN_FACTS]]
        yield finding(Code.OPENING_TAKEN, count=len(openings), accounts=accounts)
