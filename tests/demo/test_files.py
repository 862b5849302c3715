"""The demo's files are sound books: they balance, follow on each other, and are the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import sie
from closing.demo.company import BUILDER, CAFE
from closing.demo.engagements import BUILDER_YEAR, CAFE_YEAR, write_files
from closing.demo.files import a_week_later, two_years

YEARS = [*two_years(BUILDER, BUILDER_YEAR), *two_years(CAFE, CAFE_YEAR)]
NAMES = ["builder-2024", "builder-2025", "café-2024", "café-2025"]
every_year = pytest.mark.parametrize("file", YEARS, ids=NAMES)


def balances(file: sie.SieFile, kind: sie.BalanceKind, year: int = 0) -> dict[str, int]:
    rows = file.head.balances
    return {one.account: one.amount_ore for one in rows if (one.kind, one.year) == (kind, year) and one.amount_ore}


def bank_by_day(file: sie.SieFile) -> Iterator[int]:
    balance = balances(file, sie.BalanceKind.OPENING)["1930"]
    days: Counter[date] = Counter()
    for voucher in file.vouchers:
        days[voucher.date] += sum(row.amount_ore for row in voucher.postings if row.account == "1930")
    for day in sorted(days):
        balance += days[day]
        yield balance


@every_year
def test_every_voucher_balances_and_lies_in_the_year(file: sie.SieFile) -> None:
    year = file.head.years[0]

    faults = [
        (voucher.series, voucher.number)
        for voucher in file.vouchers
        if sum(row.amount_ore for row in voucher.postings) or not year.start <= voucher.date <= year.end
    ]

    assert faults == []


@every_year
def test_closing_is_opening_and_postings(file: sie.SieFile) -> None:
    sums = Counter(balances(file, sie.BalanceKind.OPENING))
    for voucher in file.vouchers:
        for row in voucher.postings:
            sums[row.account] += row.amount_ore

    stated = balances(file, sie.BalanceKind.CLOSING) | balances(file, sie.BalanceKind.RESULT)

    assert stated == {account: ore for account, ore in sums.items() if ore}


@every_year
def test_every_account_and_object_used_is_declared(file: sie.SieFile) -> None:
    rows = [row for voucher in file.vouchers for row in voucher.postings]
    declared = {(one.dimension, one.code) for one in file.head.objects}

    assert {row.account for row in rows} <= {one.number for one in file.head.accounts}
    assert {pair for row in rows for pair in row.objects} <= declared


@every_year
def test_series_are_numbered_without_gaps_in_the_order_of_dates(file: sie.SieFile) -> None:
    series: dict[str, list[sie.Voucher]] = {}
    for voucher in file.vouchers:
        series.setdefault(voucher.series, []).append(voucher)

    for vouchers in series.values():
        assert [voucher.number for voucher in vouchers] == [str(place + 1) for place in range(len(vouchers))]
        assert [voucher.date for voucher in vouchers] == sorted(voucher.date for voucher in vouchers)


@every_year
def test_bank_is_never_overdrawn(file: sie.SieFile) -> None:
    assert min(bank_by_day(file)) > 0


@pytest.mark.parametrize(("older", "newer"), [(YEARS[0], YEARS[1]), (YEARS[2], YEARS[3])], ids=["builder", "café"])
def test_year_opens_as_the_year_before_closed(older: sie.SieFile, newer: sie.SieFile) -> None:
    opening = balances(newer, sie.BalanceKind.OPENING)

    assert opening == balances(older, sie.BalanceKind.CLOSING)
    assert opening == balances(newer, sie.BalanceKind.CLOSING, -1)
    assert sum(opening.values()) == 0


def test_builder_has_about_eight_hundred_vouchers() -> None:
    assert 750 <= len(YEARS[1].vouchers) <= 870


def test_a_week_later_has_new_altered_and_missing_vouchers_and_a_new_account() -> None:
    before = {(one.series, one.number): one for one in YEARS[1].vouchers}
    later = a_week_later(YEARS[1])
    after = {(one.series, one.number): one for one in later.vouchers}

    altered = [place for place in before.keys() & after.keys() if before[place] != after[place]]

    assert len(after.keys() - before.keys()) == 4
    assert len(before.keys() - after.keys()) == 1
    assert sorted(altered) == [("D", "40"), ("D", "41")]
    assert {one.number for one in later.head.accounts} - {one.number for one in YEARS[1].head.accounts} == {"6950"}


def test_files_are_read_back_equal_and_written_the_same_every_time(tmp_path: Path) -> None:
    first, second = write_files(tmp_path / "a"), write_files(tmp_path / "b")

    read = sie.read(first.imported[1])

    assert (read.head, read.vouchers, read.encoding) == (YEARS[1].head, YEARS[1].vouchers, "cp437")
    assert [notice.code for notice in read.notices] == ["encoding-detected"]
    assert [path.read_bytes() for path in (*first.imported, first.later, first.newcomer)] == [
        path.read_bytes() for path in (*second.imported, second.later, second.newcomer)
    ]
