"""`manage.py export_entries --reconcile`: what is uncertain is looked up, and nothing is sent."""

import pytest
from pytest_django.fixtures import Settings

from closing.engagements.models import FiscalYear
from closing.entries.export.models import ExportItem
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.models import ClosingEntry
from closing.jobs.enqueue import enqueue, exchange_key
from tests.entries.export.in_memory import ANSWER_LOST, OK, REFUSED, REQUEST_LOST, Books, Sent
from tests.entries.export.management.commanding import refused, told, typed
from tests.entries.made_entries import make_entry

BOOKED = "Booked. Read back: as it was sent"
NOTHING = "There is nothing to look up: no entry is uncertain, and every voucher was read back."


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.EXPORT_QUIET_SECONDS = 0


def _away_after(books: Books, *fates: Sent) -> None:
    """Let vouchers meet with fates, and the bookkeeping be away for good after the last of them."""
    books.planned, books.away_passes = list(fates), False

    def leave(_voucher: OutgoingVoucher) -> None:
        if not books.planned:
            books.away = 100

    books.on_commit = leave


def _back(books: Books) -> None:
    books.away, books.on_commit = 0, _no_more


def _no_more(_voucher: OutgoingVoucher) -> None:
    pass


def _uncertain(year: FiscalYear, books: Books, fate: Sent) -> ClosingEntry:
    """Export an entry of which nobody learns whether it was booked."""
    entry = make_entry(year)
    _away_after(books, fate)
    typed(year, "--series-v", "A")
    assert ExportItem.objects.get(entry=entry).state == "unknown"
    return entry


def test_export_that_leaves_something_uncertain_ends_with_one(year: FiscalYear, books: Books) -> None:
    make_entry(year)
    _away_after(books, ANSWER_LOST)

    lines, status = typed(year, "--series-v", "A")

    assert (lines, status) == (
        [
            "V1: Uncertain. The bookkeeping did not say whether the voucher was booked.",
            "The bookkeeping could not be reached. Try again in a while.",
        ],
        1,
    )


def test_uncertain_entry_that_is_there_is_booked(year: FiscalYear, books: Books) -> None:
    entry = _uncertain(year, books, ANSWER_LOST)
    _back(books)

    assert typed(year, "--reconcile") == ([f"V1: A 1 {BOOKED}"], 0)
    entry.refresh_from_db()
    assert (entry.status, len(books.sent)) == ("transferred", 1)
    assert typed(year, "--reconcile") == ([NOTHING], 0)


def test_uncertain_entry_that_is_not_there_can_be_exported_again(year: FiscalYear, books: Books) -> None:
    entry = _uncertain(year, books, REQUEST_LOST)
    _back(books)

    lines, status = typed(year, "--reconcile")

    sentence = "It was looked for in the bookkeeping and is not there. It can be exported again."
    assert (lines, status) == ([f"V1: Not sent. {sentence}"], 1)
    entry.refresh_from_db()
    assert (entry.status, len(books.sent)) == ("not_transferred", 1)
    assert typed(year) == ([f"V1: A 1 {BOOKED}"], 0)


def test_voucher_that_was_not_read_back_is_read_now(year: FiscalYear, books: Books) -> None:
    make_entry(year)
    _away_after(books, OK)
    before = typed(year, "--series-v", "A")
    _back(books)

    after = typed(year, "--reconcile")

    assert before == (["V1: A 1 Booked. Not read back yet"], 0)
    assert after == ([f"V1: A 1 {BOOKED}"], 0)


def test_only_what_was_open_is_told(year: FiscalYear, books: Books) -> None:
    make_entry(year), make_entry(year)
    _away_after(books, REFUSED, ANSWER_LOST)
    typed(year, "--series-v", "A")
    _back(books)

    assert typed(year, "--reconcile") == ([f"V2: A 1 {BOOKED}"], 0)


def test_bookkeeping_that_is_still_away_is_told(year: FiscalYear, books: Books) -> None:
    _uncertain(year, books, ANSWER_LOST)

    found = told(year, "--reconcile")

    assert [(one["entry"], one["state"], one["codes"]) for one in found] == [
        ("V1", "unknown", {"reason": "no-answer"}),
        (None, "failed", {"reason": "unreachable"}),
    ]
    assert typed(year, "--reconcile")[1] == 1


def test_wrong_company_is_told(year: FiscalYear, books: Books) -> None:
    _uncertain(year, books, ANSWER_LOST)
    _back(books)
    books.organisation_number = "5560360793"

    lines, status = typed(year, "--reconcile")

    assert (lines[1].split(". ")[0], status) == ("The connection leads to another company than this engagement's", 1)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", NOTHING),
        ("sv", "Det finns inget att kontrollera: ingen verifikation är osäker och alla är lästa tillbaka."),
    ],
)
@pytest.mark.usefixtures("books")
def test_nothing_to_look_up_is_no_fault(year: FiscalYear, *, language: str, words: str) -> None:
    make_entry(year)

    assert typed(year, "--reconcile", language=language) == ([words], 0)


@pytest.mark.parametrize("is_uncertain", [True, False])
def test_what_is_under_way_is_not_looked_up(year: FiscalYear, books: Books, *, is_uncertain: bool) -> None:
    if is_uncertain:
        _uncertain(year, books, ANSWER_LOST)
    enqueue("import", params={}, engagement=year.engagement, dedupe_key=exchange_key(year.engagement))

    assert refused(str(year.engagement_id), "--reconcile") == (
        "An import or an export of this engagement is under way.",
        1,
    )
