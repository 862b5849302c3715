"""Making an SI file and confirming it: what is in it, and which entries are marked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

import sie
from closing.activity.models import Event
from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.draft import DraftRow, EntryDraft
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.sie_files import filing
from closing.entries.sie_files.errors import FiledMeanwhileError, NothingToFileError
from closing.entries.sie_files.filing import Order
from closing.entries.sie_files.models import EntryFile, FiledEntry
from closing.users.models import User
from tests.entries.made_entries import DECEMBER, draft, make_entry

pytestmark = pytest.mark.django_db
Status = ClosingEntry.Status
Outcome = FiledEntry.Outcome
NOW = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
SERIES = {"V": "BV", "S": "BS"}


def made(year: FiscalYear, entries: Sequence[ClosingEntry], actor: User, *, seen: int = 0) -> EntryFile:
    """Make a file of entries."""
    return filing.make(year, Order([one.pk for one in entries], SERIES, seen), actor=actor, now=NOW)


def read(file: EntryFile) -> sie.SieFile:
    """Read a file as any program would, from what is kept of it."""
    kept = EntryFile.objects.get(pk=file.pk)
    return sie.read(bytes(kept.content))


def outcomes(file: EntryFile) -> dict[str, str]:
    """Give what the confirmation came to, by entry."""
    return {str(line.entry): line.outcome for line in file.lines.select_related("entry")}


def states() -> dict[str, str]:
    """Give the state of every entry."""
    return {str(one): one.status for one in ClosingEntry.objects.all()}


def test_file_says_whose_it_is_and_declares_what_it_uses(year: FiscalYear, bob: User) -> None:
    rows = (DraftRow("1710", 5_00, "Hyra", {"1": "BYGG"}), DraftRow("5010", -5_00))
    entry = writing.make(year, EntryDraft(DECEMBER.last, "Hyra jan", rows), days=DECEMBER, actor=bob)

    file = made(year, [entry], bob)

    number = year.engagement.organisation_number
    assert bytes(EntryFile.objects.get().content).decode("cp437").split("\r\n") == [
        "#FLAGGA 0",
        '#PROGRAM "Kvitt" "1.0"',
        "#FORMAT PC8",
        f'#GEN 20260120 "{bob}"',
        "#SIETYP 4",
        f"#ORGNR {number[:6]}-{number[6:]}",
        '#FNAMN "Åkerlund Måleri AB"',
        "#RAR 0 20250101 20251231",
        '#KONTO 1710 "Förutbetalda hyreskostnader"',
        '#KONTO 5010 "Lokalhyra"',
        '#DIM 1 "1"',
        '#OBJEKT 1 "BYGG" "BYGG"',
        f'#VER "BV" "" 20251231 "Hyra jan [{entry.marker}]"',
        "{",
        '#TRANS 1710 {1 "BYGG"} 5.00 "" "Hyra"',
        "#TRANS 5010 {} -5.00",
        "}",
        "",
    ]
    assert [notice.code for notice in read(file).notices if notice.code != "encoding-detected"] == []


def test_file_holds_the_chosen_entries_v_before_s_each_in_its_series(year: FiscalYear, bob: User) -> None:
    system = make_entry(year, kind=ClosingEntry.Kind.SYSTEM)
    left_out, first, second = make_entry(year), make_entry(year), make_entry(year)

    file = made(year, [second, system, first], bob)

    found = [(one.series, one.text.partition("[")[2].rstrip("]")) for one in read(file).vouchers]
    assert found == [("BV", first.marker), ("BV", second.marker), ("BS", system.marker)]
    assert left_out.marker not in str(bytes(EntryFile.objects.get().content))
    assert set(states().values()) == {Status.NOT_TRANSFERRED}


def test_file_asked_for_twice_is_made_once(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)

    first, second = made(year, [entry], bob), made(year, [entry], bob)

    assert first.pk == second.pk
    assert (EntryFile.objects.count(), Event.objects.filter(code="export:file_made").count()) == (1, 1)


def test_entry_that_came_into_another_file_meanwhile_is_not_filed_unseen(year: FiscalYear, bob: User) -> None:
    first, second = make_entry(year), make_entry(year)
    made(year, [first], bob)

    with pytest.raises(FiledMeanwhileError):
        made(year, [first, second], bob, seen=0)
    again = made(year, [first, second], bob, seen=1)

    assert [str(line.entry) for line in again.lines.all()] == ["V1", "V2"]


@pytest.mark.parametrize(
    "status", [Status.TRANSFERRING, Status.TRANSFERRED, Status.EXCLUDED, Status.NOT_APPLICABLE, Status.DELETED]
)
def test_entry_that_cannot_be_exported_stops_the_file(year: FiscalYear, bob: User, status: str) -> None:
    entry, other = make_entry(year), make_entry(year)
    ClosingEntry.objects.filter(pk=entry.pk).update(status=status)

    with pytest.raises(NothingToFileError):
        made(year, [entry, other], bob)
    with pytest.raises(NothingToFileError):
        made(year, [], bob)

    assert EntryFile.objects.count() == 0


def test_confirmation_marks_the_entries_of_the_file_and_no_other(year: FiscalYear, bob: User) -> None:
    entry, system, other = make_entry(year), make_entry(year, kind=ClosingEntry.Kind.SYSTEM), make_entry(year)
    file = made(year, [entry, system], bob)

    left = filing.confirm(file, actor=bob)

    assert (left, file.state, file.settled_by) == ([], EntryFile.State.CONFIRMED, bob)
    assert states() == {"V1": "transferred", "S1": "transferred", str(other): "not_transferred"}
    transfers = Transfer.objects.order_by("-series").values_list("way", "series", "number", "actor")
    assert list(transfers) == [("file", "BV", None, bob.pk), ("file", "BS", None, bob.pk)]


def test_confirmation_twice_marks_and_logs_once(year: FiscalYear, bob: User) -> None:
    file = made(year, [make_entry(year)], bob)

    for _ in range(2):
        filing.confirm(EntryFile.objects.get(pk=file.pk), actor=bob)

    assert outcomes(file) == {"V1": Outcome.MARKED}
    codes = ["entry:made", "export:file_made", "entry:transferred", "export:file_confirmed"]
    assert list(Event.objects.order_by("sequence").values_list("code", flat=True)) == codes


def test_entry_changed_or_deleted_since_is_not_marked_and_the_rest_is(year: FiscalYear, bob: User) -> None:
    changed, deleted, aside, sending, booked, still = (make_entry(year) for _ in range(6))
    file = made(year, [changed, deleted, aside, sending, booked, still], bob)
    writing.alter(changed, draft(text="Annan text"), days=DECEMBER, version=1, actor=bob)
    writing.delete(deleted, version=1, actor=bob)
    writing.set_aside(aside, version=1, actor=bob)
    ClosingEntry.objects.filter(pk=sending.pk).update(status=Status.TRANSFERRING)
    ClosingEntry.objects.filter(pk=booked.pk).update(status=Status.TRANSFERRED)

    left = filing.confirm(file, actor=bob)

    expected = {
        "V1": Outcome.CHANGED,
        "V2": Outcome.DELETED,
        "V3": Outcome.ASIDE,
        "V4": Outcome.SENDING,
        "V5": Outcome.SETTLED,
        "V6": Outcome.MARKED,
    }
    assert outcomes(file) == expected
    assert [str(line.entry) for line in left] == ["V1", "V2", "V3", "V4", "V5"]
    assert states()["V1"] == Status.NOT_TRANSFERRED
    facts = Event.objects.get(code="export:file_confirmed").facts
    assert (facts["entries"], facts["left"]) == ("V6", "V1, V2, V3, V4, V5")


def test_entry_reversed_since_still_says_what_the_file_says_and_is_marked(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    file = made(year, [entry], bob)
    writing.reverse(entry, days=DECEMBER, version=1, actor=bob, text="Tillbaka")

    filing.confirm(file, actor=bob)

    assert states() == {"V1": Status.TRANSFERRED, "V2": Status.NOT_TRANSFERRED}


def test_entry_taken_in_again_is_marked_when_the_file_is_confirmed_once_more(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    file = made(year, [entry], bob)
    writing.set_aside(entry, version=1, actor=bob)
    filing.confirm(file, actor=bob)
    writing.set_aside(entry, version=2, actor=bob)

    left = filing.confirm(file, actor=bob)

    assert (left, states()) == ([], {"V1": Status.TRANSFERRED})


def test_file_that_is_not_used_marks_nothing_and_lets_its_entries_go(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    file = made(year, [entry], bob)

    answers = [filing.withdraw(file, actor=bob), filing.withdraw(file, actor=bob)]
    left = filing.confirm(file, actor=bob)
    again = made(year, [entry], bob, seen=0)

    assert (answers, left, states()) == ([True, False], [], {"V1": Status.NOT_TRANSFERRED})
    assert again.pk != file.pk
    assert Event.objects.filter(code="export:file_withdrawn").count() == 1


def test_fingerprint_changes_with_anything_an_entry_says() -> None:
    row = DraftRow("1710", 5, "a", {"1": "N"})
    said = EntryDraft(date(2025, 12, 31), "t", (row, DraftRow("5010", -5)))
    others = [
        EntryDraft(date(2025, 12, 30), "t", said.rows),
        EntryDraft(said.day, "u", said.rows),
        EntryDraft(said.day, "t", said.rows[::-1]),
        *(
            EntryDraft(said.day, "t", (other, said.rows[1]))
            for other in (
                DraftRow("1711", 5, "a", {"1": "N"}),
                DraftRow("1710", 6, "a", {"1": "N"}),
                DraftRow("1710", 5, "b", {"1": "N"}),
                DraftRow("1710", 5, "a", {"6": "N"}),
            )
        ),
    ]

    prints = {filing.fingerprint(one) for one in (said, *others)}

    assert len(prints) == 8
