"""Vouchers that may be those of entries are found with few questions, however many there are."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closing.books.models import Snapshot
from closing.engagements.models import FiscalYear
from closing.entries import transfers
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.transfers import BookedAs
from tests.books.made_books import HEAD, import_text
from tests.entries.made_entries import a_year, make_entry
from tests.entries.recognition.new_books import LESS, count, recognised, stands
from tests.entries.recognition.written_vouchers import marked, voucher

pytestmark = pytest.mark.django_db
Status, Way = ClosingEntry.Status, Transfer.Way


def _questions(snapshot: Snapshot) -> int:
    with CaptureQueriesContext(connection) as asked:
        recognised(snapshot)
    return len(asked)


def test_number_of_questions_grows_neither_with_entries_nor_with_vouchers(tmp_path: Path) -> None:
    asked = []
    for entries, vouchers in ((1, 3), (3, 3), (3, 3_000)):
        year = a_year()
        made = [make_entry(year) for _ in range(entries)]
        for one in made:
            transfers.book(one, BookedAs(Way.FILE), actor=None)
        theirs = [voucher(f"B {number}", marked(one)) for number, one in enumerate(made, start=1)]
        others = [voucher(f"A {number}", "Hyra") for number in range(1, vouchers + 1)]
        snapshot = import_text(tmp_path, HEAD + "".join(others + theirs), year=year)
        recognised(snapshot)
        asked.append(_questions(snapshot))

    assert asked == [asked[0]] * 3


def test_year_without_entries_costs_one_question(tmp_path: Path, year: FiscalYear) -> None:
    snapshot = import_text(tmp_path, HEAD + voucher("A 1", "Hyra"), year=year)

    assert _questions(snapshot) == 1


def test_voucher_of_a_year_end_day_among_many_is_found(tmp_path: Path, year: FiscalYear, entry: ClosingEntry) -> None:
    transfers.book(entry, BookedAs(Way.FILE), actor=None)
    others = [voucher(f"A {number}", "Hyra", rows=LESS) for number in range(1, 1_000)]
    far = [voucher(f"B {number}", "Hyra", rows=LESS * 60, day="20250101") for number in range(1, 4)]

    count(tmp_path, year, *others[:500], *far, voucher("C 5", "Hyra"), *far, *others[500:])

    assert stands(entry) == (Status.EXCLUDED, "C 5")
