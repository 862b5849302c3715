"""Validations of the vouchers."""

from closing.importing.case import Context
from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_IN_FACTS, LISTED_PER_CODE, Fact, Finding, voucher_name
from sie import Marked, SeriesFigures
from sie.notices import NoticeCode


def validate_vouchers_present(context: Context) -> list[Finding]:
    """A type 4 file without vouchers is a young year, not a fault."""
    year = context.year
    if context.has_vouchers or context.head.sietyp != "4" or year is None:
        return []
    return [finding(Code.NO_VOUCHERS, start=str(year.start), end=str(year.end))]


def validate_vouchers_balance(context: Context) -> list[Finding]:
    """A voucher whose counted rows do not sum to nothing is asked about, each by name."""
    unbalanced = context.figures.unbalanced
    found = [
        finding(
            Code.VOUCHER_UNBALANCED,
            mark.line,
            voucher=voucher_name(mark.series, mark.number),
            series=mark.series,
            number=mark.number,
            date=str(mark.date),
            difference_ore=mark.difference_ore,
        )
        for mark in unbalanced.first[:LISTED_PER_CODE]
    ]
    return found + more_than_listed(Code.VOUCHER_UNBALANCED, unbalanced.count, listed=len(found))


def validate_vouchers_have_rows(context: Context) -> list[Finding]:
    """Vouchers without rows, or with struck rows only, are kept as empty ones."""
    empty = context.figures.empty
    if not empty.count:
        return []
    return [finding(Code.VOUCHER_EMPTY, empty.first[0].line, count=empty.count, vouchers=_names(empty))]


def validate_added_rows(context: Context) -> list[Finding]:
    """An added row without its counted twin breaks the standard: the row may be lost (SIE 4B/4C, #RTRANS)."""
    lonely = context.figures.added_without_twin
    if not lonely.count:
        return []
    return [finding(Code.ADDED_WITHOUT_TWIN, lonely.first[0].line, count=lonely.count, vouchers=_names(lonely))]


def validate_dates(context: Context) -> list[Finding]:
    """Vouchers dated outside the fiscal year are named."""
    year = context.year
    if year is None:
        return []
    count = context.figures.outside(year.start, year.end)
    marks = [mark for mark in context.figures.outside_year.first if not year.start <= mark.date <= year.end]
    found = [
        finding(
            Code.VOUCHER_OUTSIDE_YEAR,
            mark.line,
            voucher=voucher_name(mark.series, mark.number),
            series=mark.series,
            number=mark.number,
            date=str(mark.date),
            start=str(year.start),
            end=str(year.end),
        )
        for mark in marks[:LISTED_PER_CODE]
    ]
    return found + more_than_listed(Code.VOUCHER_OUTSIDE_YEAR, count, listed=len(found))


def validate_numbers(context: Context) -> list[Finding]:
    """The numbers of a series are unbroken, ascending, and each there once; what is not is told per series."""
    found: list[Finding] = []
    for series, numbers in sorted(context.figures.series.items()):
        found += _gaps(series, numbers)
        if numbers.duplicates:
            found.append(finding(Code.NUMBERS_REPEATED, series=series, count=numbers.duplicates))
        if numbers.out_of_order:
            found.append(finding(Code.NUMBERS_UNORDERED, series=series, count=numbers.out_of_order))
    return found


def more_than_listed(code: str, count: int, *, listed: int) -> list[Finding]:
    """Count the findings of a code beyond those that are listed."""
    return [finding(NoticeCode.MORE_OF_KIND, code=str(code), count=count - listed)] if count > listed else []


def _gaps(series: str, numbers: SeriesFigures) -> list[Finding]:
    """Name what is missing in a series: `17–19 saknas`."""
    if not numbers.missing:
        return []
    gaps: list[Fact] = [[first, last] for first, last in numbers.gaps[:LISTED_PER_CODE]]
    return [finding(Code.NUMBER_GAPS, series=series, gaps=gaps, gap_count=numbers.gap_count, count=numbers.missing)]


def _names(marked: Marked) -> list[Fact]:
    """Name the first vouchers of a sort."""
    return [voucher_name(mark.series, mark.number) or f"#{mark.line}" for mark in marked.first[:LISTED_IN_FACTS]]
