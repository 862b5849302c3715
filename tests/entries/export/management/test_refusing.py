"""`manage.py export_entries`: everything it refuses, in both languages, and the exit status of each."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection

from closing.engagements.models import Agency, FiscalYear
from closing.entries.export import starting
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch
from closing.entries.models import ClosingEntry
from closing.jobs.enqueue import enqueue, exchange_key
from tests.entries.export.in_memory import Books, InMemoryDestination
from tests.entries.export.management.commanding import refused, typed
from tests.entries.made_entries import make_entry
from tests.factories import make_engagement

SERIES = ("--series-v", "A")

Arrange = Callable[[FiscalYear, Books], object]


def _import_under_way(year: FiscalYear, _books: Books) -> None:
    enqueue("import", params={}, engagement=year.engagement, dedupe_key=exchange_key(year.engagement))


def _being_prepared(year: FiscalYear, _books: Books) -> None:
    destination = destination_of(year.engagement)
    assert destination
    starting.prepare(year, destination, actor=None)


def _without_destination(year: FiscalYear, _books: Books) -> None:
    year.engagement.data_source = "trial_balance"
    year.engagement.save()


def _not_connected(_year: FiscalYear, books: Books) -> None:
    books.is_ready = False


def _of_another_company(_year: FiscalYear, books: Books) -> None:
    books.organisation_number = "5560360793"


def _without_the_year(_year: FiscalYear, books: Books) -> None:
    books.year = ""


def _without_manual_series(_year: FiscalYear, books: Books) -> None:
    books.series = ()


def _as_it_is(_year: FiscalYear, _books: Books) -> None:
    pass


@pytest.mark.parametrize(
    ("arrange", "arguments", "status", "english", "swedish"),
    [
        (
            _import_under_way,
            SERIES,
            1,
            "An import or an export of this engagement is under way.",
            "En import eller export för uppdraget pågår.",
        ),
        (
            _being_prepared,
            SERIES,
            1,
            "An export of this fiscal year is being prepared.",
            "En export av det här räkenskapsåret förbereds.",
        ),
        (
            _without_destination,
            SERIES,
            1,
            "The data source of this engagement takes no entries. Use the SI file.",
            "Uppdragets datakälla tar inte emot verifikationer. Använd SI-filen.",
        ),
        (
            _not_connected,
            SERIES,
            1,
            "The connection has ended. Connect again.",
            "The connection has ended. Connect again.",
        ),
        (
            _of_another_company,
            SERIES,
            1,
            (
                "The connection leads to another company than this engagement's. Nothing was sent. Disconnect, and "
                "connect to the right company."
            ),
            (
                "Anslutningen går till ett annat företag än uppdragets. Inget skickades. Koppla från och anslut till "
                "rätt företag."
            ),
        ),
        (
            _without_the_year,
            SERIES,
            1,
            (
                "The bookkeeping has no financial year with the same first and last day. Nothing was sent. Make the "
                "year there, or correct the fiscal year here."
            ),
            (
                "Bokföringen har inget räkenskapsår med samma första och sista dag. Inget skickades. Lägg upp året "
                "där, eller rätta räkenskapsåret här."
            ),
        ),
        (
            _as_it_is,
            (),
            2,
            "Name the voucher series with --series-v and --series-s: A, M.",
            "Ange verifikationsserier med --series-v och --series-s: A, M.",
        ),
        (
            _as_it_is,
            ("--series-v", "B", "--dry-run"),
            2,
            "Name the voucher series with --series-v and --series-s: A, M.",
            "Ange verifikationsserier med --series-v och --series-s: A, M.",
        ),
        (
            _without_manual_series,
            SERIES,
            2,
            "Name the voucher series with --series-v and --series-s: –.",
            "Ange verifikationsserier med --series-v och --series-s: –.",
        ),
        (
            _as_it_is,
            ("--only", "V1,V10,V9,S2"),
            2,
            "Not to be transferred: S2, V9, V10.",
            "Ska inte föras över: S2, V9, V10.",
        ),
        (
            _as_it_is,
            ("--year", "2019"),
            2,
            "The engagement has no fiscal year 2019.",
            "Uppdraget har inget räkenskapsår 2019.",
        ),
    ],
)
def test_refusal_says_why_and_sends_nothing(  # noqa: PLR0913 -- a case each
    year: FiscalYear,
    books: Books,
    *,
    arrange: Arrange,
    arguments: tuple[str, ...],
    status: int,
    english: str,
    swedish: str,
) -> None:
    make_entry(year)
    arrange(year, books)

    said = [refused(str(year.engagement_id), *arguments, language=language) for language in ("en", "sv")]

    assert said == [(english, status), (swedish, status)]
    assert (books.sent, year.closing_entries.get().status) == ([], "not_transferred")


@pytest.mark.parametrize(
    "arguments", [("--only", ""), ("--only", "V1,"), ("--only", "1"), ("--dry-run", "--reconcile")]
)
def test_what_cannot_be_read_is_wrong_usage(year: FiscalYear, books: Books, *, arguments: tuple[str, ...]) -> None:
    make_entry(year)

    with pytest.raises(CommandError):
        typed(year, *SERIES, *arguments)

    assert books.sent == []


def test_preparation_that_breaks_says_so(year: FiscalYear, books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    make_entry(year)

    def breaks(*_anything: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(InMemoryDestination, "open", breaks)

    assert refused(str(year.engagement_id), *SERIES) == (
        "Something unexpected stopped the export. Try again; if it stays so, report it.",
        1,
    )
    assert books.sent == []


def _meanwhile(happens: Callable[[], object]) -> Callable[..., Any]:
    """Let something happen just before an export that is ready begins to be sent."""
    done: list[bool] = []

    def before(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        if sql.startswith('UPDATE "entry_export_exportbatch"') and "running" in (params or ()) and not done:
            done.append(True)
            happens()
        return execute(sql, params, *more)

    return before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "V1 was changed, deleted or transferred by somebody else meanwhile. Look through the entries as they "
                "are now, and export again."
            ),
        ),
        (
            "sv",
            (
                "V1 har under tiden ändrats, tagits bort eller överförts av någon annan. Se över verifikationerna "
                "som de nu är och exportera igen."
            ),
        ),
    ],
)
def test_entry_changed_meanwhile_is_not_sent(year: FiscalYear, books: Books, *, language: str, words: str) -> None:
    entry = make_entry(year)
    changes = _meanwhile(lambda: ClosingEntry.objects.filter(pk=entry.pk).update(version=7))

    with connection.execute_wrapper(changes):
        said = refused(str(year.engagement_id), *SERIES, language=language)

    assert (said, books.sent) == ((words, 1), [])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Another export was begun meanwhile. Look what it sent, and export again."),
        ("sv", "En annan export har påbörjats under tiden. Se vad den skickade och exportera igen."),
    ],
)
def test_second_command_goes_before_the_first(year: FiscalYear, books: Books, *, language: str, words: str) -> None:
    make_entry(year)

    with connection.execute_wrapper(_meanwhile(lambda: ExportBatch.objects.all().delete())):
        said = refused(str(year.engagement_id), *SERIES, language=language)

    assert (said, books.sent) == ((words, 1), [])


def test_engagement_is_named_by_its_number(year: FiscalYear, books: Books) -> None:
    number = year.engagement.organisation_number
    make_entry(year)

    wrong, right = refused(f"{number[:6]}-{number[6:]}", "--year", "2019"), refused(number)

    assert wrong == ("The engagement has no fiscal year 2019.", 2)
    assert right == ("Name the voucher series with --series-v and --series-s: A, M.", 2)
    assert books.sent == []


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("text", "english", "swedish"),
    [
        ("5560360793", "There is no engagement 5560360793.", "Uppdraget 5560360793 finns inte."),
        (
            str(uuid.UUID(int=7)),
            f"There is no engagement {uuid.UUID(int=7)}.",
            f"Uppdraget {uuid.UUID(int=7)} finns inte.",
        ),
        (
            "Exempel",
            "Exempel is neither an id nor an organisation number.",
            "Exempel är varken ett id eller ett organisationsnummer.",
        ),
    ],
)
def test_engagement_that_is_not_there_is_wrong_usage(*, text: str, english: str, swedish: str) -> None:
    assert [refused(text, language=language) for language in ("en", "sv")] == [(english, 2), (swedish, 2)]


def test_engagement_of_two_agencies_is_named_by_its_id(year: FiscalYear) -> None:
    other = make_engagement(organisation_number=year.engagement.organisation_number)

    words, status = refused(year.engagement.organisation_number)

    assert status == 2
    assert words.startswith("Several engagements have that number; name one by its id: ")
    assert (f"{year.engagement_id} ({year.engagement.agency})" in words, str(other.pk) in words) == (True, True)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The engagement has no fiscal year."), ("sv", "Uppdraget har inget räkenskapsår.")]
)
def test_engagement_without_a_year_is_refused(agency: Agency, *, language: str, words: str) -> None:
    engagement = make_engagement(agency, data_source="sie_file")

    assert refused(str(engagement.pk), language=language) == (words, 1)
