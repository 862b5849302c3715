"""Writing closing entries: their numbers, what may be altered, and what the log tells."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction

from closing.activity.models import Event
from closing.entries import writing
from closing.entries.draft import DraftRow, Fault
from closing.entries.errors import ChangedEntryError, FaultyEntryError, SettledEntryError
from closing.entries.models import ClosingEntry
from tests.entries.made_entries import DECEMBER, a_year, draft, make_entry
from tests.factories import make_fiscal_year, make_user

Kind, Status = ClosingEntry.Kind, ClosingEntry.Status


def _events() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("code", flat=True))


@pytest.mark.django_db
def test_made_entry_says_what_was_written() -> None:
    year, alice = a_year(), make_user()
    wanted = replace(draft(), rows=(DraftRow("1710", 5, "Hyra", {"1": "BYGG"}), DraftRow("5010", -5)))

    entry = writing.make(year, wanted, days=DECEMBER, actor=alice)

    assert (str(entry), entry.status, entry.created_by) == ("V1", Status.NOT_TRANSFERRED, alice)
    assert ClosingEntry.objects.get().as_draft() == wanted
    assert _events() == ["entry:made"]


@pytest.mark.django_db
def test_numbers_run_for_themselves_in_each_kind_and_year() -> None:
    year = a_year()
    other = make_fiscal_year(year.engagement, date(2026, 1, 1), date(2026, 12, 31))
    in_2026 = replace(DECEMBER, first=date(2026, 12, 1), last=date(2026, 12, 31))

    made = [make_entry(year), make_entry(year, kind=Kind.SYSTEM), make_entry(year)]
    made.append(writing.make(other, draft(day=date(2026, 12, 31)), days=in_2026, actor=None))

    assert [str(entry) for entry in made] == ["V1", "S1", "V2", "V1"]


@pytest.mark.django_db
def test_number_of_a_deleted_entry_is_not_given_out_again() -> None:
    year = a_year()
    first = make_entry(year)

    writing.delete(first, version=1, actor=make_user())

    assert str(make_entry(year)) == "V2"
    assert ClosingEntry.objects.get(number=1).as_draft() == draft()
    assert _events() == ["entry:made", "entry:deleted", "entry:made"]


@pytest.mark.django_db
def test_refused_entry_takes_no_number() -> None:
    year = a_year()

    with pytest.raises(FaultyEntryError) as refused:
        make_entry(year, ("1710", 5), ("5010", -4))

    assert refused.value.faults == (Fault.UNBALANCED,)
    assert str(make_entry(year)) == "V1"


@pytest.mark.django_db
def test_number_of_a_transaction_rolled_back_is_given_out_to_the_next() -> None:
    year = a_year()

    with transaction.atomic():
        make_entry(year)
        transaction.set_rollback(True)

    assert str(make_entry(year)) == "V1"


@pytest.mark.django_db(transaction=True)
def test_two_users_at_once_get_numbers_one_after_the_other() -> None:
    year = a_year()

    def write(_turn: int) -> str:
        try:
            return str(make_entry(year))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as users:
        numbers = list(users.map(write, range(12)))

    assert sorted(numbers) == sorted(f"V{number}" for number in range(1, 13))


@pytest.mark.django_db
def test_altered_entry_keeps_its_number() -> None:
    entry, alice = make_entry(a_year()), make_user()
    wanted = draft(("2920", -700), ("7090", 700), text="Semesterlöner", day=date(2025, 12, 30))

    writing.alter(entry, wanted, days=DECEMBER, version=1, actor=alice)

    kept = ClosingEntry.objects.get()
    assert (str(kept), kept.version, kept.as_draft()) == ("V1", 2, wanted)
    assert _events() == ["entry:made", "entry:changed"]


@pytest.mark.django_db
def test_entry_that_somebody_else_has_written_is_not_overwritten() -> None:
    entry, alice = make_entry(a_year()), make_user()
    writing.alter(entry, draft(text="Annas"), days=DECEMBER, version=1, actor=alice)

    with pytest.raises(ChangedEntryError):
        writing.alter(entry, draft(text="Bos"), days=DECEMBER, version=1, actor=alice)

    assert ClosingEntry.objects.get().text == "Annas"


def _alter(entry: ClosingEntry) -> None:
    writing.alter(entry, draft(), days=DECEMBER, version=entry.version, actor=make_user())


def _delete(entry: ClosingEntry) -> None:
    writing.delete(entry, version=entry.version, actor=make_user())


def _set_aside(entry: ClosingEntry) -> None:
    writing.set_aside(entry, version=entry.version, actor=make_user())


@pytest.mark.django_db
@pytest.mark.parametrize("act", [_alter, _delete, _set_aside])
@pytest.mark.parametrize("status", [Status.TRANSFERRED, Status.EXCLUDED, Status.DELETED])
def test_settled_entry_is_never_altered(act: Callable[[ClosingEntry], None], status: str) -> None:
    entry = make_entry(a_year())
    ClosingEntry.objects.update(status=status)

    with pytest.raises(SettledEntryError):
        act(entry)

    assert ClosingEntry.objects.get().status == status


@pytest.mark.django_db
def test_entry_is_set_aside_and_taken_in_again() -> None:
    entry, alice = make_entry(a_year()), make_user()

    writing.set_aside(entry, version=1, actor=alice)
    aside = entry.status
    writing.set_aside(entry, version=2, actor=alice)

    assert (aside, entry.status) == (Status.NOT_APPLICABLE, Status.NOT_TRANSFERRED)
    assert _events() == ["entry:made", "entry:set_aside", "entry:taken_in"]


@pytest.mark.django_db
def test_reversed_entry_stands_and_is_taken_back_by_a_new_one() -> None:
    entry = make_entry(a_year(), kind=Kind.SYSTEM)
    ClosingEntry.objects.update(status=Status.TRANSFERRED)

    back = writing.reverse(entry, days=DECEMBER, version=1, actor=None, text="Vändning av S1")

    assert (str(back), back.reverses, back.status) == ("S2", entry, Status.NOT_TRANSFERRED)
    assert back.as_draft() == draft(("1710", -100_000), ("5010", 100_000), text="Vändning av S1")
    assert _events() == ["entry:made", "entry:reversed"]
