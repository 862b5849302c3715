"""Closing entries and the import that brings them back: nothing is counted twice, and what differs is told."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.utils import translation
from django_scopes import scopes_disabled

from closing.activity.models import Event
from closing.activity.texts import sentence as log_sentence
from closing.engagements.models import Engagement, FiscalYear
from closing.entries import transfers
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.transfers import BookedAs
from closing.importing.models import ImportRun
from closing.importing.texts import sentence
from closing.jobs import run as job_run
from closing.maintenance import reset
from closing.statements.year_books import books_of, result_of_year
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.entries.recognition.written_vouchers import marked, voucher
from tests.importing.conftest import import_files, sent, start
from tests.importing.conftest import work as do_job

pytestmark = pytest.mark.django_db(transaction=True)
Status = ClosingEntry.Status

HEAD = """#FLAGGA 0
#PROGRAM "Exempel" 1.0
#FORMAT PC8
#GEN 20991231
#SIETYP 4
#ORGNR 556036-0793
#FNAMN "Exempel AB"
#RAR 0 20250101 20251231
#KONTO 1710 "Interim"
#KONTO 1930 "Bank"
#KONTO 5010 "Lokalhyra"
"""
PAID = voucher("A 1", "Hyra", rows=(("5010", "3000.00"), ("1930", "-3000.00")), day="20251203")
ADJUSTED = {"1710": 100_000, "1930": -300_000, "5010": 200_000}
"""What the accounts come to with the entry: a third of the rent is next year's, in öre."""
FOUND = (
    "Closing entry V1 of 2025 was not marked as transferred, but the books hold it; it is now transferred – excluded."
)
ROWS_DIFFER = (
    "Closing entry V1 of 2025 is booked with other amounts: "
    "1710 has 1\N{NO-BREAK SPACE}000,00 here and 900,00 in the books; "
    "5010 has −1\N{NO-BREAK SPACE}000,00 here and −900,00 in the books."
)


@pytest.fixture(autouse=True)
def _everywhere() -> Iterator[None]:
    with scopes_disabled(), translation.override("en"):
        yield


@pytest.fixture
def year(company: Engagement) -> FiscalYear:
    """Give the year 2025, whose books have a rent."""
    bring(company)
    return company.fiscal_years.get()


@pytest.fixture
def entry(year: FiscalYear) -> ClosingEntry:
    """Give an entry that is transferred with a file."""
    entry = make_entry(year)
    transfers.book(entry, BookedAs(Transfer.Way.FILE), actor=None)
    return entry


def bring(company: Engagement, *vouchers: str) -> ImportRun:
    """Import books that have the rent, and these vouchers."""
    return import_files(company, [sent((HEAD + PAID + "".join(vouchers)).encode("cp437"))])


def balances(year: FiscalYear) -> dict[str, int]:
    """Give what the accounts come to with the entries, as the pages show it."""
    books = books_of(year)
    return {one.number: one.closing_ore for one in books.standings if one.closing_ore} if books else {}


def status_of(entry: ClosingEntry) -> str:
    """Read how an entry stands."""
    return ClosingEntry.objects.get(pk=entry.pk).status


def words(run: ImportRun) -> list[tuple[str, str, str]]:
    """Give the findings of an import: how severe, of which voucher, and what."""
    return [(one.severity, one.voucher, sentence(one).what) for one in run.findings.all()]


def test_entry_that_comes_back_with_the_books_is_not_counted_twice(
    company: Engagement, year: FiscalYear, entry: ClosingEntry
) -> None:
    before = balances(year)

    run = bring(company, voucher("A 2", marked(entry)))

    assert (before, balances(year), result_of_year(year)) == (ADJUSTED, ADJUSTED, -200_000)
    assert (status_of(entry), run.state, words(run)) == (Status.EXCLUDED, ImportRun.State.DONE, [])


def test_recognition_is_told_in_the_log_by_who_imports(
    company: Engagement, year: FiscalYear, *, entry: ClosingEntry, bob: User
) -> None:
    ClosingEntry.objects.update(text="Rent")
    content = (HEAD + PAID + voucher("A 2", marked(entry))).encode("cp437")

    do_job(start(company, [sent(content)], user=bob))

    event = Event.objects.get(code="entry:recognised")
    assert (event.actor, log_sentence(event)) == (
        bob,
        "Closing entry V1 of 2025 came back with the books as voucher A 2 and is no longer counted beside them: Rent.",
    )
    assert year.pk == entry.fiscal_year_id


def test_altered_voucher_counts_and_the_import_warns(
    company: Engagement, year: FiscalYear, entry: ClosingEntry
) -> None:
    less = (("1710", "900.00"), ("5010", "-900.00"))

    run = bring(company, voucher("A 2", marked(entry), rows=less, day="20251230"))

    assert balances(year) == {"1710": 90_000, "1930": -300_000, "5010": 210_000}
    assert (status_of(entry), run.state) == (Status.EXCLUDED, ImportRun.State.WARNED)
    assert words(run) == [
        ("warning", "A 2", "Closing entry V1 of 2025 is dated 2025-12-31, its voucher in the books 2025-12-30."),
        ("warning", "A 2", ROWS_DIFFER),
    ]


def test_vanished_voucher_lets_the_entry_count_again_and_the_import_warns(
    company: Engagement, year: FiscalYear, entry: ClosingEntry
) -> None:
    bring(company, voucher("A 2", marked(entry)))

    run = bring(company)

    assert (status_of(entry), balances(year)) == (Status.TRANSFERRED, ADJUSTED)
    assert (run.state, words(run)) == (
        ImportRun.State.WARNED,
        [
            (
                "warning",
                "A 2",
                "Closing entry V1 of 2025 is no longer in the books, and is counted beside them again.",
            )
        ],
    )


def test_voucher_booked_twice_is_told_with_both_numbers(
    company: Engagement, year: FiscalYear, entry: ClosingEntry
) -> None:
    run = bring(company, voucher("A 2", marked(entry)), voucher("A 3", marked(entry)))

    assert balances(year) == {"1710": 200_000, "1930": -300_000, "5010": 100_000}
    assert words(run) == [("warning", "A 2", "Closing entry V1 of 2025 is in the books more than once: A 2, A 3.")]


def test_entries_not_in_the_books_yet_are_told_together_and_go_on_counting(
    company: Engagement, year: FiscalYear, entry: ClosingEntry
) -> None:
    transfers.book(make_entry(year, ("1710", 500), ("5010", -500)), BookedAs(Transfer.Way.FILE), actor=None)

    run = bring(company, voucher("A 2", "Kaffe", rows=(("5010", "50.00"), ("1930", "-50.00"))))

    assert (status_of(entry), run.state) == (Status.TRANSFERRED, ImportRun.State.DONE)
    assert words(run) == [("notice", "", "2 transferred closing entries of 2025 are not in the books yet: V1, V2.")]


@pytest.mark.parametrize(
    ("status", "after", "told"),
    [
        (
            Status.NOT_TRANSFERRED,
            Status.EXCLUDED,
            ("notice", "A 2", FOUND),
        ),
        (
            Status.DELETED,
            Status.DELETED,
            ("warning", "A 2", "Closing entry V1 of 2025 is deleted, but its voucher is in the books."),
        ),
    ],
)
def test_voucher_of_an_entry_nobody_transferred_is_told(
    company: Engagement, year: FiscalYear, *, status: str, after: str, told: tuple[str, str, str]
) -> None:
    entry = make_entry(year)
    ClosingEntry.objects.update(status=status)

    run = bring(company, voucher("A 2", marked(entry)))

    assert (status_of(entry), balances(year)) == (after, ADJUSTED)
    assert words(run) == [told]


def test_books_without_vouchers_are_told_to_prove_nothing(
    company: Engagement, year: FiscalYear, entry: ClosingEntry
) -> None:
    balances_alone = HEAD.replace("#SIETYP 4", "#SIETYP 1") + "#IB 0 1930 5.00\n#UB 0 1930 5.00\n"
    Engagement.objects.filter(pk=company.pk).update(data_source="sie_balances")
    company.refresh_from_db()

    run = import_files(company, [sent(balances_alone.encode("cp437"))])

    told = "The books have no vouchers, so it cannot be seen which transferred closing entries of 2025 they hold: V1."
    assert ("warning", "", told) in words(run)
    assert (status_of(entry), run.state) == (Status.TRANSFERRED, ImportRun.State.WARNED)
    assert year.pk == entry.fiscal_year_id


@pytest.mark.parametrize(
    ("again", "after"),
    [
        (lambda entry: (voucher("A 2", marked(entry)),), Status.EXCLUDED),
        (lambda _entry: (), Status.TRANSFERRED),
    ],
    ids=["with its voucher", "without"],
)
def test_entry_excluded_before_a_reset_is_recognised_in_the_next_books(
    company: Engagement,
    year: FiscalYear,
    *,
    entry: ClosingEntry,
    alice: User,
    again: Callable[[ClosingEntry], tuple[str, ...]],
    after: str,
) -> None:
    bring(company, voucher("A 2", marked(entry)))

    job_run.run(str(reset.begin(company, actor=alice).pk))
    between = (status_of(entry), balances(year))
    company.refresh_from_db()
    bring(company, *again(entry))

    assert between == (Status.EXCLUDED, {})
    assert (status_of(entry), balances(year)) == (after, ADJUSTED)


def test_entry_of_each_year_is_sought_in_the_books_of_its_year(company: Engagement, year: FiscalYear) -> None:
    other = HEAD.replace("20250101 20251231", "20240101 20241231")
    rent_before = PAID.replace("20251203", "20241203")
    import_files(company, [sent((other + rent_before).encode("cp437"))])
    entry = make_entry(year)
    transfers.book(entry, BookedAs(Transfer.Way.FILE), actor=None)
    both = [other + rent_before + voucher("A 2", marked(entry), day="20241231"), HEAD + PAID]

    run = import_files(company, [sent(text.encode("cp437"), f"{n}.se") for n, text in enumerate(both)])

    assert entry.day == date(2025, 12, 31)
    assert (status_of(entry), balances(year)) == (Status.TRANSFERRED, ADJUSTED)
    assert ("notice", "", "1 transferred closing entry of 2025 is not in the books yet: V1.") in words(run)
