"""`manage.py export_entries`: what it sends, what it would send, and what it prints of it."""

import pytest
from django.test import override_settings

from closing.engagements.models import FiscalYear
from closing.entries.export.models import ExportBatch
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.models import ClosingEntry
from tests.entries.export.exports import begun, states
from tests.entries.export.in_memory import LOGIN_LOST, REFUSED, REFUSED_ALL, Books
from tests.entries.export.management.commanding import told, typed
from tests.entries.made_entries import make_entry

SYSTEM = ClosingEntry.Kind.SYSTEM
BOOKED = "Booked. Read back: as it was sent"


def _batch() -> ExportBatch:
    return ExportBatch.objects.latest("created_at")


def test_every_entry_is_booked_and_told_in_a_line(year: FiscalYear, books: Books) -> None:
    make_entry(year), make_entry(year), make_entry(year, kind=SYSTEM)

    lines, status = typed(year, "--series-v", "A", "--series-s", "M")

    assert lines == [f"V1: A 1 {BOOKED}", f"V2: A 2 {BOOKED}", f"S1: M 1 {BOOKED}"]
    assert (status, len(books.vouchers), books.opened) == (0, 3, [None, None])


@pytest.mark.usefixtures("books")
def test_lines_are_swedish_for_a_swede(year: FiscalYear) -> None:
    make_entry(year)

    lines, _status = typed(year, "--series-v", "A", language="sv")

    assert lines == ["V1: A 1 Bokförd. Läst tillbaka: som den skickades"]


@pytest.mark.usefixtures("books")
def test_json_is_an_object_for_each_entry(year: FiscalYear) -> None:
    make_entry(year)

    found = told(year, "--series-v", "A")

    assert found == [{"entry": "V1", "state": "done", "voucher": "A 1", "words": BOOKED, "codes": {}}]


def test_trial_sends_nothing_and_tells_what_would_be_refused(year: FiscalYear, books: Books) -> None:
    make_entry(year, ("5010", 100), ("1930", -100)), make_entry(year, ("9999", 100), ("1930", -100))

    lines, status = typed(year, "--series-v", "A", "--dry-run")

    assert lines == [
        "V1: Would be sent to series A.",
        "V2: Would be refused. Account 9999 is not in the chart of accounts there.",
    ]
    assert (status, books.sent, states(_batch())) == (1, [], [])
    assert set(year.closing_entries.values_list("status", flat=True)) == {"not_transferred"}


def test_trial_of_what_can_be_sent_ends_well_and_tells_of_doubts(year: FiscalYear, books: Books) -> None:
    entry = make_entry(year)
    books.locked_until = entry.day

    lines, status = typed(year, "--series-v", "A", "--dry-run")

    assert (lines, status) == (
        [
            (
                "V1: Would be sent to series A. The bookkeeping is locked until 2025-12-31. The entry is refused "
                "unless the series is exempt from the lock."
            ),
        ],
        0,
    )
    assert told(year, "--series-v", "A", "--dry-run")[0]["codes"] == {"period-locked": "possible"}


@pytest.mark.usefixtures("books")
def test_trial_speaks_swedish(year: FiscalYear) -> None:
    make_entry(year), make_entry(year, ("9999", 100), ("1930", -100))

    lines, _status = typed(year, "--series-v", "A", "--dry-run", language="sv")

    assert [line.split(". ")[0].rstrip(".") for line in lines] == [
        "V1: Skulle skickas till serie A",
        "V2: Skulle nekas",
    ]


def test_only_the_entries_named_are_sent(year: FiscalYear, books: Books) -> None:
    first, second, third = make_entry(year), make_entry(year), make_entry(year)

    lines, status = typed(year, "--series-v", "A", "--only", "v3, V1")

    assert (lines, status) == ([f"V1: A 1 {BOOKED}", f"V3: A 2 {BOOKED}"], 0)
    assert books.sent == [first.marker, third.marker]
    second.refresh_from_db()
    assert second.status == "not_transferred"


@pytest.mark.usefixtures("books")
def test_series_is_asked_only_for_the_kinds_that_are_sent(year: FiscalYear) -> None:
    make_entry(year), make_entry(year, kind=SYSTEM)

    lines, status = typed(year, "--series-s", "M", "--only", "S1")

    assert (lines, status) == ([f"S1: M 1 {BOOKED}"], 0)


@pytest.mark.usefixtures("books")
def test_last_series_of_each_kind_are_remembered(year: FiscalYear) -> None:
    make_entry(year), make_entry(year, kind=SYSTEM)
    typed(year, "--series-v", "A", "--series-s", "M")
    make_entry(year)
    typed(year)
    make_entry(year), make_entry(year, kind=SYSTEM)

    lines, status = typed(year)

    assert (lines, status) == ([f"V3: A 3 {BOOKED}", f"S2: M 2 {BOOKED}"], 0)


@pytest.mark.usefixtures("books")
def test_named_series_goes_before_the_remembered_one(year: FiscalYear) -> None:
    make_entry(year)
    typed(year, "--series-v", "A")
    make_entry(year)

    lines, _status = typed(year, "--series-v", "M")

    assert lines == [f"V2: M 1 {BOOKED}"]


@pytest.mark.usefixtures("books")
def test_nothing_to_do_is_no_fault(year: FiscalYear) -> None:
    swedish = "Det finns inget att göra: ingen verifikation väntar på att föras över."

    assert typed(year) == (["There is nothing to be done: no entry waits to be transferred."], 0)
    assert typed(year, "--dry-run", language="sv") == ([swedish], 0)
    assert typed(year, "--json") == ([], 0)
    assert not ExportBatch.objects.exists()


def test_year_is_the_latest_unless_it_is_named(year: FiscalYear, books: Books) -> None:
    make_entry(year)

    assert typed(year, "--year", "2025", "--series-v", "A") == ([f"V1: A 1 {BOOKED}"], 0)
    assert len(books.vouchers) == 1


def test_refusal_is_told_with_the_words_of_the_bookkeeping(year: FiscalYear, books: Books) -> None:
    make_entry(year), make_entry(year)
    books.planned = [REFUSED]

    found = told(year, "--series-v", "A")

    assert [(one["entry"], one["state"], one["voucher"], one["codes"]) for one in found] == [
        ("V1", "rejected", None, {"reason": "account-refused"}),
        ("V2", "done", "A 1", {}),
    ]
    assert found[0]["words"] == (
        "Refused. An account is not active there. Activate it. Konto 5010 är inte aktivt. (2000550)"
    )


def test_hopeless_entry_is_refused_before_it_is_sent(year: FiscalYear, books: Books) -> None:
    make_entry(year, ("9999", 100), ("1930", -100))

    lines, status = typed(year, "--series-v", "A")
    again = told(year)

    assert (lines, status, books.sent) == (
        ["V1: Refused. It would be refused, so it was not sent. Account 9999 is not in the chart of accounts there."],
        1,
        [],
    )
    assert again[0]["codes"] == {"reason": "obstacle", "obstacle": "account-missing"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Not sent. The export stopped before it came to this entry. It can be exported again."]),
        ("sv", ["Inte skickad. Exporten stannade innan den kom till den här verifikationen. Den kan exporteras igen."]),
    ],
)
def test_stop_is_told_after_the_entries(year: FiscalYear, books: Books, *, language: str, words: list[str]) -> None:
    make_entry(year), make_entry(year)
    books.planned = [REFUSED_ALL]

    lines, status = typed(year, "--series-v", "A", language=language)

    assert lines[1:] == [
        f"V2: {words[0]}",
        "The voucher series is closed there. Choose another. Verifikationsserien är inte manuell.",
    ]
    assert (status, len(books.sent)) == (1, 1)


def test_stop_has_an_object_of_its_own(year: FiscalYear, books: Books) -> None:
    make_entry(year), make_entry(year)
    books.planned = [LOGIN_LOST]

    found = told(year, "--series-v", "A")

    assert [one["state"] for one in found] == ["returned", "returned", "stopped"]
    assert found[-1] == {
        "entry": None,
        "state": "stopped",
        "voucher": None,
        "words": "The connection has ended. Connect again.",
        "codes": {"reason": "login-lost"},
    }


@pytest.mark.usefixtures("books")
def test_entries_on_their_way_elsewhere_are_no_longer_waiting(year: FiscalYear) -> None:
    begun(year, [make_entry(year)])

    assert typed(year) == (["There is nothing to be done: no entry waits to be transferred."], 0)


@override_settings(EXPORT_QUIET_SECONDS=0)
def test_voucher_booked_twice_is_told_with_both_numbers(year: FiscalYear, books: Books) -> None:
    make_entry(year)

    def book_again(voucher: OutgoingVoucher) -> None:
        books.book(voucher)

    books.on_commit = book_again

    lines, status = typed(year, "--series-v", "A")

    assert (lines, status) == (["V1: A 1, A 2 Booked more than once. Read back: as it was sent"], 1)
