"""What becomes of entries when new books count, on a real database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from closing.engagements.models import FiscalYear
from closing.entries import transfers
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.recognition.recognising import What, hold, recognise
from closing.entries.transfers import BookedAs
from tests.books.made_books import HEAD, import_text
from tests.entries.made_entries import a_year, make_entry
from tests.entries.recognition.new_books import LESS, NEWER, count, logged, stands, told
from tests.entries.recognition.written_vouchers import RENT, marked, voucher

pytestmark = pytest.mark.django_db
Status, Way = ClosingEntry.Status, Transfer.Way

BALANCES = HEAD.replace("#SIETYP 4", "#SIETYP 1")


def test_transferred_entry_with_its_mark_in_the_books_is_excluded(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(entry, BookedAs(Way.FILE), actor=None)
    before = ClosingEntry.objects.get().version

    news = count(tmp_path, year, voucher("A 41", marked(entry)))

    assert news == ()
    assert stands(entry) == (Status.EXCLUDED, "A 41")
    assert ClosingEntry.objects.get().version == before + 1
    assert logged() == [("entry:recognised", "A 41")]


def test_books_that_count_again_change_nothing_more(tmp_path: Path, year: FiscalYear, entry: ClosingEntry) -> None:
    transfers.book(entry, BookedAs(Way.FILE), actor=None)
    count(tmp_path, year, voucher("A 41", marked(entry)))
    before = ClosingEntry.objects.get().version

    news = count(tmp_path, year, voucher("A 41", marked(entry)))

    assert news == ()
    assert (stands(entry), ClosingEntry.objects.get().version) == ((Status.EXCLUDED, "A 41"), before)
    assert logged() == [("entry:recognised", "A 41")]


def test_mark_that_was_cut_off_leaves_the_number(tmp_path: Path, year: FiscalYear, entry: ClosingEntry) -> None:
    transfers.book(entry, BookedAs(Way.BY_HAND, "A", 41), actor=None)

    news = count(tmp_path, year, voucher("A 40", "Hyra"), voucher("A 41", "Hyra"))

    assert (news, stands(entry)) == ((), (Status.EXCLUDED, "A 41"))


def test_number_whose_voucher_says_something_else_is_not_the_entry(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(entry, BookedAs(Way.BY_HAND, "A", 41), actor=None)

    news = count(tmp_path, year, voucher("A 41", "Hyra", rows=LESS), head=NEWER)

    assert told(news) == [(What.NOT_YET, "V1", "A 41")]
    assert stands(entry) == (Status.TRANSFERRED, "A 41")


def test_entry_of_a_file_without_mark_and_number_is_known_by_date_and_rows(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(entry, BookedAs(Way.FILE, "B"), actor=None)

    news = count(tmp_path, year, voucher("A 41", "Hyra"), voucher("B 7", "Hyra"))

    assert (news, stands(entry)) == ((), (Status.EXCLUDED, "B 7"))


def test_entry_that_two_vouchers_could_be_stays_transferred(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(entry, BookedAs(Way.FILE), actor=None)

    news = count(tmp_path, year, voucher("A 41", "Hyra"), voucher("A 42", "Hyra"), head=NEWER)

    assert told(news) == [(What.NOT_YET, "V1", "")]
    assert stands(entry) == (Status.TRANSFERRED, "")


@pytest.mark.parametrize(
    ("written", "what"),
    [
        (partial(voucher, day="20251230"), [What.DATE_DIFFERS]),
        (partial(voucher, rows=LESS), [What.ROWS_DIFFER]),
        (partial(voucher, rows=LESS, day="20251230"), [What.DATE_DIFFERS, What.ROWS_DIFFER]),
        (partial(voucher, label="#BTRANS"), [What.ROWS_DIFFER]),
        (partial(voucher, rows=(("1710", "400.00"), ("1710", "600.00"), RENT[1])), []),
    ],
    ids=["day", "rows", "both", "struck", "split"],
)
def test_altered_voucher_counts_in_the_entrys_place_and_is_told(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, written: Callable[[str, str], str], what: list[What]
) -> None:
    transfers.book(entry, BookedAs(Way.CONNECTION, "A", 41), actor=None)

    news = count(tmp_path, year, written("A 41", marked(entry)))

    assert told(news) == [(one, "V1", "A 41") for one in what]
    assert stands(entry) == (Status.EXCLUDED, "A 41")


def test_entry_whose_voucher_vanished_counts_again(tmp_path: Path, year: FiscalYear, entry: ClosingEntry) -> None:
    transfers.book(entry, BookedAs(Way.CONNECTION, "A", 41), actor=None)
    count(tmp_path, year, voucher("A 41", marked(entry)))

    news = count(tmp_path, year, voucher("A 40", "Hyra"))

    assert told(news) == [(What.GONE, "V1", "A 41")]
    assert stands(entry) == (Status.TRANSFERRED, "A 41")
    assert logged() == [("entry:recognised", "A 41"), ("entry:missed", "")]


@pytest.mark.parametrize(("head", "what"), [(HEAD, []), (NEWER, [What.NOT_YET])], ids=["older", "newer"])
def test_transferred_entry_that_is_not_there_is_told_unless_the_books_are_older(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, head: str, what: list[What]
) -> None:
    transfers.book(entry, BookedAs(Way.CONNECTION, "A", 41), actor=None)

    news = count(tmp_path, year, voucher("A 40", "Hyra"), head=head)

    assert told(news) == [(one, "V1", "A 41") for one in what]
    assert stands(entry) == (Status.TRANSFERRED, "A 41")


@pytest.mark.parametrize("status", [Status.NOT_TRANSFERRED, Status.NOT_APPLICABLE])
def test_entry_nobody_marked_as_transferred_is_excluded_when_the_books_hold_it(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, status: str
) -> None:
    ClosingEntry.objects.update(status=status)

    news = count(tmp_path, year, voucher("A 41", marked(entry)))

    assert told(news) == [(What.FOUND, "V1", "A 41")]
    assert stands(entry) == (Status.EXCLUDED, "A 41")
    assert Transfer.objects.get().way == Way.FILE


@pytest.mark.parametrize("status", [Status.NOT_TRANSFERRED, Status.NOT_APPLICABLE, Status.DELETED])
def test_entry_nobody_transferred_is_not_known_by_what_it_says(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, status: str
) -> None:
    ClosingEntry.objects.update(status=status)

    news = count(tmp_path, year, voucher("A 41", "Periodisering hyra"), head=NEWER)

    assert (news, stands(entry)) == ((), (status, "-"))


def test_voucher_of_a_deleted_entry_is_told_and_changes_nothing(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    ClosingEntry.objects.update(status=Status.DELETED)

    news = count(tmp_path, year, voucher("A 41", marked(entry)))

    assert told(news) == [(What.DELETED, "V1", "A 41")]
    assert (stands(entry), logged()) == ((Status.DELETED, "-"), [])


def test_two_vouchers_with_one_mark_are_told(tmp_path: Path, year: FiscalYear, entry: ClosingEntry) -> None:
    transfers.book(entry, BookedAs(Way.CONNECTION, "A", 41), actor=None)

    news = count(tmp_path, year, voucher("A 40", marked(entry)), voucher("A 41", marked(entry)))

    assert told(news) == [(What.TWICE, "V1", "A 41")]
    assert news[0].match
    assert [str(one) for one in news[0].match.others] == ["A 40"]
    assert stands(entry) == (Status.EXCLUDED, "A 41")


def test_number_that_another_entry_is_known_as_is_not_given_again(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    other = make_entry(year)
    transfers.book(entry, BookedAs(Way.BY_HAND, "A", 41), actor=None)
    transfers.book(other, BookedAs(Way.FILE), actor=None)

    count(tmp_path, year, voucher("A 41", marked(other)))

    assert (stands(entry), stands(other)) == ((Status.TRANSFERRED, "A 41"), (Status.EXCLUDED, ""))


@pytest.mark.parametrize("status", ClosingEntry.SENT)
def test_books_without_vouchers_prove_nothing(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, status: str
) -> None:
    make_entry(year)
    transfers.book(entry, BookedAs(Way.FILE, "A", 41), actor=None)
    ClosingEntry.objects.filter(pk=entry.pk).update(status=status)

    news = count(tmp_path, year, head=BALANCES)

    assert told(news) == [(What.NOT_COMPARED, "V1", "A 41")]
    assert stands(entry) == (status, "A 41")


def test_books_of_vouchers_in_which_nothing_is_booked_do_not_hold_an_entry(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(entry, BookedAs(Way.FILE, "A", 41), actor=None)
    ClosingEntry.objects.update(status=Status.EXCLUDED)

    assert told(count(tmp_path, year)) == [(What.GONE, "V1", "A 41")]


def test_entries_of_another_year_and_company_are_left_alone(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(entry, BookedAs(Way.FILE), actor=None)

    news = count(tmp_path, a_year(), voucher("A 41", marked(entry)))

    assert (news, stands(entry)) == ((), (Status.TRANSFERRED, ""))


@pytest.mark.parametrize("vouchers", [True, False], ids=["in the books", "not there"])
def test_entry_that_somebody_moved_since_it_was_read_is_left_as_it_is(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, vouchers: bool
) -> None:
    before, after = (Status.NOT_TRANSFERRED, Status.DELETED) if vouchers else (Status.EXCLUDED, Status.TRANSFERRED)
    ClosingEntry.objects.update(status=before)
    text = HEAD + (voucher("A 41", marked(entry)) if vouchers else voucher("A 41", "Hyra", rows=LESS))
    snapshot = import_text(tmp_path, text, year=year)
    held = hold([snapshot])
    ClosingEntry.objects.update(status=after)

    news = recognise([snapshot], held, actor=None)

    assert (news, stands(entry), logged()) == ((), (after, "-"), [])


def test_what_is_told_comes_in_the_order_of_the_entries(tmp_path: Path, year: FiscalYear) -> None:
    entries = [make_entry(year) for _ in range(3)]
    system = make_entry(year, kind=ClosingEntry.Kind.SYSTEM)

    news = count(tmp_path, year, *(voucher(f"A {n}", marked(one)) for n, one in enumerate([*entries, system], start=1)))

    assert told(news) == [(What.FOUND, "S1", "A 4"), *((What.FOUND, f"V{n}", f"A {n}") for n in (1, 2, 3))]
