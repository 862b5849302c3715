"""Making the entries of a plan, and making them anew: what stands is kept, deleted or reversed, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from closing.activity.models import Event
from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.adjusted import sums
from closing.entries.draft import Days
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.planning.errors import (
    FaultyPlanError,
    FiguresChangedError,
    NoBooksError,
    PlanChangedError,
    TransferringError,
)
from closing.entries.planning.making import Made, Seen, make_entries, save
from closing.entries.planning.models import ProfitPlan
from closing.entries.planning.reading import is_outdated, plan_of, work_out
from closing.entries.planning.reckoning.choices import Choices, Way
from closing.entries.planning.reckoning.effects import steps
from closing.entries.transfers import BookedAs, book, take_out
from closing.users.models import User
from tests.entries.made_entries import draft, make_entry
from tests.entries.planning.given_books import BOOKED, OPENING, limited_year
from tests.factories import make_engagement, make_fiscal_year, make_user
from tests.statements.ledger_factory import Jotted, make_books

Status = ClosingEntry.Status
CHOICES = Choices(reserve=Way.MOST)
DECEMBER = Days.of_year_end(date(2026, 12, 31))


def _make(year: FiscalYear, actor: User, choices: Choices = CHOICES) -> Made:
    """Look at a plan and make its entries."""
    worked = work_out(year, choices)
    assert worked
    return make_entries(year, choices, seen=Seen(plan_of(year).version, worked.plan.seen), actor=actor)


def _names(entries: tuple[ClosingEntry, ...]) -> list[str]:
    return [str(one) for one in entries]


def _rows(number: int) -> dict[str, int]:
    entry = ClosingEntry.objects.get(kind="S", number=number)
    return {row.account_number: row.amount_ore for row in entry.rows.all()}


def _transfer(number: int) -> ClosingEntry:
    entry = ClosingEntry.objects.get(kind="S", number=number)
    book(entry, BookedAs(Transfer.Way.CONNECTION, "S", number), actor=None)
    entry.refresh_from_db()
    return entry


def test_entries_book_the_plan_on_the_last_day_of_the_year(year: FiscalYear, bob: User) -> None:
    made = _make(year, bob)

    assert _names(made.made) == ["S1", "S2", "S3", "S4", "S5"]
    assert {one.day for one in made.made} == {date(2026, 12, 31)}
    # 986 449.83 + 400 000 reversed; taxed with 13 124.17 of adjustments and 12 750 of notional income.
    assert _rows(1) == {"8811": 353_081_00, "2126": -353_081_00, "2120": 400_000_00, "8819": -400_000_00}
    assert _rows(2) == {"2514": 2_426_00, "2510": -2_426_00}
    assert _rows(3) == {"2518": -60_000_00, "2510": 60_000_00}
    assert _rows(4) == {"8910": 218_203_00, "2510": -218_203_00}
    assert _rows(5) == {"8999": 815_165_83, "2099": -815_165_83}


def test_making_twice_changes_nothing(year: FiscalYear, bob: User) -> None:
    _make(year, bob)
    before = list(ClosingEntry.objects.order_by("number").values())

    again = _make(year, bob)

    assert (again.made, again.deleted, again.reversed) == ((), (), ())
    assert _names(again.kept) == ["S1", "S2", "S3", "S4", "S5"]
    assert list(ClosingEntry.objects.order_by("number").values()) == before


def test_preview_is_what_the_entries_book(year: FiscalYear, bob: User) -> None:
    worked = work_out(year, CHOICES)
    _make(year, bob)

    assert worked
    booked = sums(year)
    change = {one.line.value: -one.change_ore for one in steps(worked.plan)}
    assert booked["8910"] == change["tax"]
    assert booked["8811"] + booked["8819"] == change["reserves"]
    assert booked["8999"] == worked.plan.result_ore


def test_only_what_another_entry_changes_is_made_anew(year: FiscalYear, bob: User) -> None:
    _make(year, bob, Choices())
    make_entry_in(year, ("5010", 100_000_00), ("1930", -100_000_00))

    again = _make(year, bob, Choices())

    assert _names(again.kept) == ["S1", "S2", "S3"]
    assert (_names(again.made), _names(again.deleted)) == (["S6", "S7"], ["S4", "S5"])
    assert _rows(6)["8910"] == _rows(4)["8910"] - 20_600_00
    assert list(ClosingEntry.objects.filter(status=Status.DELETED).values_list("number", flat=True)) == [4, 5]


def make_entry_in(year: FiscalYear, *rows: tuple[str, int]) -> ClosingEntry:
    """Make an entry by a person in the year's last month."""
    return writing.make(year, replace(draft(*rows), day=DECEMBER.last), days=DECEMBER, actor=None)


def test_transferred_entry_is_reversed_and_made_anew(year: FiscalYear, bob: User) -> None:
    _make(year, bob, Choices())
    old = _transfer(4)
    make_entry_in(year, ("5010", 100_000_00), ("1930", -100_000_00))

    again = _make(year, bob, Choices())

    back = ClosingEntry.objects.get(reverses=old)
    old.refresh_from_db()
    assert (old.status, back.kind, str(back)) == (Status.TRANSFERRED, "S", "S6")
    assert _names(again.reversed) == ["S4"]
    assert _names(again.made) == ["S7", "S8"]
    assert sums(year)["8910"] == _rows(7)["8910"]


def test_entry_reversed_once_is_left_in_peace(year: FiscalYear, bob: User) -> None:
    _make(year, bob, Choices())
    _transfer(4)
    make_entry_in(year, ("5010", 100_000_00), ("1930", -100_000_00))
    _make(year, bob, Choices())
    make_entry_in(year, ("5010", 50_000_00), ("1930", -50_000_00))

    again = _make(year, bob, Choices())

    assert (_names(again.deleted), again.reversed, _names(again.made)) == (["S7", "S8"], (), ["S9", "S10"])
    assert sums(year)["8910"] == _rows(9)["8910"]


def test_transferred_entry_that_came_back_with_the_books_is_not_counted_as_theirs(year: FiscalYear, bob: User) -> None:
    _make(year, bob, Choices())
    old = _transfer(4)
    ClosingEntry.objects.filter(pk=old.pk).update(status=Status.EXCLUDED)
    tax = [(account, f"{ore / 100:.2f}") for account, ore in _rows(4).items()]
    make_books(year, [*BOOKED, Jotted("S 4", date(2026, 12, 31), tax)], opening=OPENING)

    again = _make(year, bob, Choices())

    assert (again.made, _names(again.kept)) == ((), ["S1", "S2", "S3", "S4", "S5"])


def test_plan_says_when_its_entries_are_out_of_date(year: FiscalYear, bob: User) -> None:
    before = is_outdated(year)
    _make(year, bob)
    fresh = is_outdated(year)

    make_entry_in(year, ("5010", 100_000_00), ("1930", -100_000_00))

    assert (before, fresh, is_outdated(year)) == (False, False, True)


def test_imported_books_put_the_plan_out_of_date(year: FiscalYear, bob: User) -> None:
    _make(year, bob)

    make_books(year, BOOKED[:2], opening=OPENING)

    assert is_outdated(year)


def test_entry_on_its_way_to_the_bookkeeping_keeps_the_plan_from_being_made(year: FiscalYear, bob: User) -> None:
    _make(year, bob)
    take_out(ClosingEntry.objects.get(number=4), version=1)
    make_entry_in(year, ("5010", 100_000_00), ("1930", -100_000_00))

    with pytest.raises(TransferringError) as refused:
        _make(year, bob)

    assert refused.value.entries == ("S4",)
    assert ClosingEntry.objects.filter(kind="S").count() == 5


def test_entry_kept_out_of_transfers_stays_so_when_it_is_made_anew(year: FiscalYear, bob: User) -> None:
    _make(year, bob)
    writing.set_aside(ClosingEntry.objects.get(number=5), version=1, actor=bob)
    make_entry_in(year, ("5010", 100_00), ("1930", -100_00))

    again = _make(year, bob)

    assert again.made[-1].status == Status.NOT_APPLICABLE


def test_entry_a_person_reversed_is_made_anew(year: FiscalYear, bob: User) -> None:
    _make(year, bob)
    writing.reverse(ClosingEntry.objects.get(number=2), days=DECEMBER, version=1, actor=bob, text="Vändning")

    again = _make(year, bob)

    assert (_names(again.made), again.deleted, again.reversed) == (["S7"], (), ())
    assert _rows(7) == _rows(2)
    assert sums(year)["2514"] == 2_426_00


def test_reversal_whose_entry_is_gone_is_taken_away_too(year: FiscalYear, bob: User) -> None:
    _make(year, bob)
    first = ClosingEntry.objects.get(number=2)
    writing.reverse(first, days=DECEMBER, version=1, actor=bob, text="Vändning")
    first.refresh_from_db()
    writing.delete(first, version=first.version, actor=bob)

    again = _make(year, bob)

    assert (_names(again.deleted), _names(again.made)) == (["S6"], ["S7"])
    assert sums(year)["2514"] == 2_426_00


def test_part_that_comes_to_nothing_takes_its_entry_away(year: FiscalYear, bob: User) -> None:
    _make(year, bob)

    again = _make(year, bob, replace(CHOICES, moves_special=False))

    assert (_names(again.deleted), again.made) == (["S2"], ())


def test_plan_that_somebody_has_saved_since_is_refused(year: FiscalYear, bob: User, maja: User) -> None:
    save(year, CHOICES, seen=Seen(0), actor=maja)

    with pytest.raises(PlanChangedError):
        save(year, Choices(), seen=Seen(0), actor=bob)

    assert plan_of(year).changed_by == maja


def test_figures_other_than_those_looked_at_are_refused_and_nothing_is_saved(year: FiscalYear, bob: User) -> None:
    with pytest.raises(FiguresChangedError):
        make_entries(year, CHOICES, seen=Seen(0, "something else"), actor=bob)

    assert not ProfitPlan.objects.exists()


def test_choice_that_is_not_permitted_is_refused(year: FiscalYear, bob: User) -> None:
    with pytest.raises(FaultyPlanError):
        _make(year, bob, Choices(reserve=Way.AMOUNT, reserve_ore=10**12))


@pytest.mark.django_db
def test_year_without_books_is_refused(bob: User) -> None:
    with pytest.raises(NoBooksError):
        make_entries(make_fiscal_year(make_engagement()), CHOICES, seen=Seen(0), actor=bob)


def test_change_of_the_plan_is_logged_once(year: FiscalYear, bob: User) -> None:
    save(year, CHOICES, seen=Seen(0), actor=bob)
    save(year, CHOICES, seen=Seen(1), actor=bob)

    assert [event.code for event in Event.objects.all()] == ["plan:changed"]


def test_sole_traders_result_and_equity_are_moved(traders_year: FiscalYear, bob: User) -> None:
    made = _make(traders_year, bob, Choices())

    assert _names(made.made) == ["S1", "S2"]
    assert _rows(1) == {"8999": 300_000_00, "2019": -300_000_00}
    assert _rows(2) == {"2013": -120_000_00, "2010": 100_000_00, "2018": 20_000_00}


def test_entry_of_another_year_is_none_of_the_plans(year: FiscalYear, bob: User) -> None:
    other = make_fiscal_year(year.engagement, date(2025, 1, 1), date(2025, 12, 31))
    make_entry(other)

    worked = work_out(year, Choices())

    assert worked
    assert worked.own == ()


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_entries_at_once_make_them_once() -> None:
    year, actors = limited_year(), [make_user(), make_user()]
    worked = work_out(year, CHOICES)
    assert worked
    seen = Seen(0, worked.plan.seen)

    def race(actor: User) -> int:
        try:
            return len(make_entries(year, CHOICES, seen=seen, actor=actor).made)
        except PlanChangedError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as users:
        made = list(users.map(race, actors))

    assert sorted(made) == [0, 5]
    assert list(ClosingEntry.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
