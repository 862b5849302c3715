"""The figures of a scan, computed the plain way from a file that was read whole."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from sie.records import Posting, PostingKind, SieFile, Voucher
from sie.scanning.figures import Figures, Marked, MonthFigures, VoucherMark
from sie.scanning.numbering import MOST_GAPS_LISTED, MOST_REPEATED_LISTED, SeriesFigures
from sie.scanning.tallies.voucher_tally import MOST_LISTED, MOST_OUTSIDE_LISTED, MOST_UNBALANCED_LISTED


def figures_of(file: SieFile) -> Figures:
    """Compute every figure of a scan."""
    vouchers = file.vouchers
    rows = [row for voucher in vouchers for row in voucher.postings]
    counted = [row for row in rows if row.kind is PostingKind.COUNTED]
    year = next((year for year in file.head.years if year.index == 0), None)
    outside = [one for one in vouchers if year and not year.start <= one.date <= year.end]
    declared = {account.number: account.line for account in file.head.accounts}
    used = first_lines(rows)
    return Figures(
        vouchers=len(vouchers),
        postings=len(counted),
        added=sum(row.kind is PostingKind.ADDED for row in rows),
        struck=sum(row.kind is PostingKind.STRUCK for row in rows),
        object_lists=sum(bool(row.objects) for row in counted),
        debit_ore=sum(max(0, row.amount_ore) for row in counted),
        movements=movements_of(counted),
        months=months_of(vouchers),
        dates=dict(Counter(voucher.date for voucher in vouchers)),
        series=series_of(vouchers),
        without_series=marked((one for one in vouchers if not one.series), MOST_LISTED),
        without_number=marked((one for one in vouchers if not one.number), MOST_LISTED),
        unbalanced=unbalanced_of(vouchers),
        empty=marked((one for one in vouchers if not counted_of(one)), MOST_LISTED),
        outside_year=marked(outside, MOST_OUTSIDE_LISTED),
        added_without_twin=without_twin(vouchers),
        objects_used=frozenset(pair for row in rows for pair in row.objects),
        undeclared={account: line for account, line in used.items() if account not in declared},
        odd_accounts={
            account: line
            for account, line in (used | declared).items()
            if not re.fullmatch("[1-9][0-9]{3,5}", account, re.ASCII)
        },
    )


def counted_of(voucher: Voucher) -> list[Posting]:
    """Give the rows of a voucher that count."""
    return [row for row in voucher.postings if row.kind is PostingKind.COUNTED]


def mark_of(voucher: Voucher) -> VoucherMark:
    """Point at a voucher."""
    return VoucherMark(voucher.line, voucher.series, voucher.number, voucher.date)


def marked(vouchers: Iterable[Voucher], most: int) -> Marked:
    """Point at the first of some vouchers."""
    marks = [mark_of(voucher) for voucher in vouchers]
    return Marked(len(marks), tuple(marks[:most]))


def unbalanced_of(vouchers: Iterable[Voucher]) -> Marked:
    """Point at the vouchers that do not balance."""
    marks = []
    for voucher in vouchers:
        difference = sum(row.amount_ore for row in counted_of(voucher))
        if difference:
            marks.append(replace(mark_of(voucher), difference_ore=difference))
    return Marked(len(marks), tuple(marks[:MOST_UNBALANCED_LISTED]))


def without_twin(vouchers: Iterable[Voucher]) -> Marked:
    """Point at the vouchers with added rows that no later counted row repeats."""
    marks, count = [], 0
    for voucher in vouchers:
        left = twins_of(voucher)[1]
        if left:
            marks.append(mark_of(voucher))
        count += left
    return Marked(count, tuple(marks[:MOST_LISTED]))


def twins_of(voucher: Voucher) -> tuple[list[bool], int]:
    """Tell which rows repeat an added row before them, and how many added rows nothing repeats."""
    waiting: list[tuple[object, ...]] = []
    twins = []
    for row in voucher.postings:
        key = (row.account, row.objects, row.amount_ore)
        twins.append(row.kind is PostingKind.COUNTED and key in waiting)
        if twins[-1]:
            waiting.remove(key)
        if row.kind is PostingKind.ADDED:
            waiting.append(key)
    return twins, len(waiting)


def first_lines(rows: Iterable[Posting]) -> dict[str, int]:
    """Give the line where each account is first used."""
    lines: dict[str, int] = {}
    for row in rows:
        lines.setdefault(row.account, row.line)
    return lines


def movements_of(rows: Iterable[Posting]) -> dict[str, int]:
    """Sum the rows of each account."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.account] += row.amount_ore
    return dict(sums)


def months_of(vouchers: Iterable[Voucher]) -> dict[tuple[str, str], MonthFigures]:
    """Sum the rows of each account and month."""
    cells: dict[tuple[str, str], MonthFigures] = defaultdict(MonthFigures)
    for voucher in vouchers:
        for row in counted_of(voucher):
            key = (row.account, f"{voucher.date:%Y%m}".zfill(6))
            cell = cells[key]
            debit, credit = max(0, row.amount_ore), max(0, -row.amount_ore)
            cells[key] = MonthFigures(cell.debit_ore + debit, cell.credit_ore + credit, cell.count + 1)
    return dict(cells)


def series_of(vouchers: Iterable[Voucher]) -> dict[str, SeriesFigures]:
    """Look at the numbers of each series."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for voucher in vouchers:
        numbers[voucher.series].append(voucher.number)
    return {series: numbering_of(texts) for series, texts in numbers.items()}


def numbering_of(texts: list[str]) -> SeriesFigures:
    """Look at the numbers of one series."""
    whole = [int(text) for text in texts if re.fullmatch("[0-9]{1,18}", text, re.ASCII)]
    if not whole:
        return SeriesFigures(count=len(texts), unnumbered=len(texts))
    distinct = sorted(set(whole))
    gaps = [(low + 1, high - 1) for low, high in pairwise(distinct) if high > low + 1]
    repeated = sorted(number for number, count in Counter(whole).items() if count > 1)
    return SeriesFigures(
        count=len(texts),
        first=distinct[0],
        last=distinct[-1],
        gaps=tuple(gaps[:MOST_GAPS_LISTED]),
        gap_count=len(gaps),
        missing=sum(high - low + 1 for low, high in gaps),
        duplicates=len(whole) - len(distinct),
        repeated=tuple(repeated[:MOST_REPEATED_LISTED]),
        out_of_order=sum(later < earlier for earlier, later in pairwise(whole)),
        unnumbered=len(texts) - len(whole),
    )
