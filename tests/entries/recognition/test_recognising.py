"""What becomes of entries when new books count, on a real database."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closing.activity.models import Event
from closing.books.models import Snapshot
from closing.engagements.models import FiscalYear
from closing.entries import transfers
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.recognition.recognising import Told, What, hold, recognise
from closing.entries.transfers import BookedAs
from tests.books.made_books import HEAD, import_text
from tests.entries.made_entries import a_year, make_entry
from tests.entries.recognition.written_vouchers import RENT, marked, voucher

pytestmark = pytest.mark.django_db
Status, State, Way = ClosingEntry.Status, ExportItem.State, Transfer.Way

NEWER = HEAD.replace("#GEN 20260115", "#GEN 20991231")
LESS = (("1710", "900.00"), ("5010", "-900.00"))
BALANCES = HEAD.replace("#SIETYP 4", "#SIETYP 1")


@pytest.fixture
def year() -> FiscalYear:
    """Give a fiscal year without books."""
    return a_year()


@pytest.fixture
def entry(year: FiscalYear) -> ClosingEntry:
    """Give an entry that is to be transferred: 1 000 kronor on 1710 and 5010."""
    return make_entry(year)


def count(folder: Path, year: FiscalYear, *vouchers: str, head: str = HEAD) -> tuple[Told, ...]:
    """Let books of these vouchers count for the year, as an import does; give what is told."""
    return recognised(import_text(folder, head + "".join(vouchers), year=year))


def recognised(snapshot: Snapshot) -> tuple[Told, ...]:
    """Recognise the entries of the year of a snapshot."""
    return recognise([snapshot], hold([snapshot]), actor=None)


def told(news: tuple[Told, ...]) -> list[tuple[str, str, str]]:
    """Shorten what is told to what, which entry and which voucher."""
    return [(one.what, one.entry, one.voucher) for one in news]


def stands(entry: ClosingEntry) -> tuple[str, str]:
    """Read how an entry stands, and as which voucher."""
    entry = ClosingEntry.objects.select_related("transfer").get(pk=entry.pk)
    return entry.status, str(entry.transfer) if hasattr(entry, "transfer") else "-"


def logged() -> list[tuple[str, str]]:
    """List what the log says of recognised and missed entries."""
    events = Event.objects.filter(code__in=("entry:recognised", "entry:missed")).order_by("sequence")
    return [(one.code, one.facts.get("voucher", "")) for one in events]


def uncertain(entry: ClosingEntry, state: str = State.UNKNOWN) -> ExportItem:
    """Let an export have sent the entry without learning what became of it."""
    year = entry.fiscal_year
    batch = ExportBatch.objects.create(engagement=year.engagement, fiscal_year=year, destination="elsewhere")
    transfers.take_out(entry, version=entry.version)
    return ExportItem.objects.create(
        batch=batch, entry=entry, ordinal=1, state=state, marker=entry.marker, voucher="{}", series="A", reason="lost"
    )


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


@pytest.mark.parametrize("state", ExportItem.OPEN)
def test_books_prove_that_an_uncertain_entry_was_booked(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, state: str
) -> None:
    item = uncertain(entry, state)

    news = count(tmp_path, year, voucher("A 41", marked(entry)))

    item.refresh_from_db()
    assert told(news) == [(What.FOUND, "V1", "A 41")]
    assert stands(entry) == (Status.EXCLUDED, "A 41")
    assert Transfer.objects.get().way == Way.CONNECTION
    assert (item.state, item.series, item.number, item.checked) == (State.DONE, "A", 41, ExportItem.Check.SAME)
    assert (item.reason, item.settled_at is None) == ("", False)


def test_uncertain_entry_that_was_booked_twice_is_settled_as_that(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    item = uncertain(entry)

    news = count(tmp_path, year, voucher("A 41", marked(entry)), voucher("A 42", marked(entry), rows=LESS))

    item.refresh_from_db()
    assert told(news) == [(What.FOUND, "V1", "A 41"), (What.TWICE, "V1", "A 41")]
    assert (item.state, item.number, item.other_numbers) == (State.DUPLICATE, 41, [42])


def test_uncertain_entry_that_the_books_do_not_hold_stays_uncertain(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    item = uncertain(entry)

    news = count(tmp_path, year, voucher("A 41", "Periodisering hyra"), head=NEWER)

    item.refresh_from_db()
    assert (news, stands(entry), item.state) == ((), (Status.TRANSFERRING, "-"), State.UNKNOWN)


def test_entry_that_was_given_back_is_not_settled_once_more(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    item = uncertain(entry, State.RETURNED)
    transfers.give_back(entry)

    count(tmp_path, year, voucher("A 41", marked(entry)))

    item.refresh_from_db()
    assert (item.state, stands(entry)) == (State.RETURNED, (Status.EXCLUDED, "A 41"))


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


@pytest.mark.parametrize("name", ['"En serie längre än tio" 41', "A 41-B", "A 99999999999"])
def test_voucher_whose_name_no_transfer_can_keep_is_recognised_all_the_same(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, name: str
) -> None:
    item = uncertain(entry)

    count(tmp_path, year, voucher(name, marked(entry)))

    item.refresh_from_db()
    assert (stands(entry)[0], Transfer.objects.get().number) == (Status.EXCLUDED, None)
    assert (item.state, item.series, item.number) == (State.DONE, "A", None)


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
    text = HEAD + voucher("A 41", marked(entry) if vouchers else "Hyra")
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
