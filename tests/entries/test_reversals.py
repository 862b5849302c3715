"""Entries reversed in the next period, and what becomes of reversals when their entry is altered or deleted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from closing.activity.models import Event
from closing.engagements.models import FiscalYear, PeriodLength
from closing.entries import reversals, writing
from closing.entries.days import Calendar
from closing.entries.draft import Days, EntryDraft
from closing.entries.errors import ChangedEntryError, MissingYearError, ReversedEntryError
from closing.entries.models import ClosingEntry
from closing.users.models import User
from tests.entries.made_entries import a_year, draft, make_entry
from tests.factories import make_engagement, make_fiscal_year, make_user

pytestmark = pytest.mark.django_db
JANUARY, DECEMBER = date(2025, 1, 20), date(2025, 12, 31)
THIS_YEAR = Days(date(2025, 1, 1), DECEMBER)
BACK = (("1710", -100_000), ("5010", 100_000))
Status = ClosingEntry.Status


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Write texts in English."""
    with override("en"):
        yield


@pytest.fixture
def alice() -> User:
    """Give Alice."""
    return make_user()


@pytest.fixture
def year() -> FiscalYear:
    """Give the year 2025."""
    return a_year()


def _next_year(year: FiscalYear) -> FiscalYear:
    return make_fiscal_year(year.engagement, date(2026, 1, 1), date(2026, 12, 31))


def _reversed(year: FiscalYear, alice: User, *, day: date = JANUARY) -> tuple[ClosingEntry, ClosingEntry]:
    written = reversals.make(year, draft(day=day), days=THIS_YEAR, actor=alice, is_reversed=True)
    assert written.made is not None
    return written.entry, written.made


def _alter(entry: ClosingEntry, wanted: EntryDraft, alice: User) -> reversals.Written:
    entry.refresh_from_db()
    return reversals.alter(entry, wanted, days=THIS_YEAR, version=entry.version, actor=alice)


def _draft_of(entry: ClosingEntry) -> EntryDraft:
    return ClosingEntry.objects.get(pk=entry.pk).as_draft()


@pytest.mark.parametrize(
    ("length", "day", "next_day"),
    [
        (PeriodLength.MONTH, date(2025, 1, 1), date(2025, 2, 1)),
        (PeriodLength.MONTH, date(2025, 1, 31), date(2025, 2, 1)),
        (PeriodLength.MONTH, DECEMBER, date(2026, 1, 1)),
        (PeriodLength.QUARTER, JANUARY, date(2025, 4, 1)),
        (PeriodLength.QUARTER, DECEMBER, date(2026, 1, 1)),
        (PeriodLength.YEAR, JANUARY, date(2026, 1, 1)),
    ],
)
def test_next_period_begins_after_the_one_of_the_day(length: str, day: date, next_day: date) -> None:
    engagement = make_engagement()
    engagement.period_length = length
    year = make_fiscal_year(engagement)
    following = _next_year(year)

    found = Calendar.of(year).next_day(day)

    assert (found.day, found.year) == (next_day, following if next_day.year == 2026 else year)


def test_reversal_in_the_same_year_takes_the_next_number(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)

    assert (str(entry), str(back), back.fiscal_year, back.reverses) == ("V1", "V2", year, entry)
    assert back.as_draft() == draft(*BACK, day=date(2025, 2, 1), text="Reversal of V1: Periodisering hyra")


def test_reversal_after_the_year_is_numbered_in_the_next_one(year: FiscalYear, alice: User) -> None:
    following = _next_year(year)
    make_entry(year)

    entry, back = _reversed(year, alice, day=DECEMBER)

    assert (str(entry), str(back), back.fiscal_year, back.day) == ("V2", "V1", following, date(2026, 1, 1))
    assert list(Event.objects.order_by("sequence").values_list("code", flat=True))[-2:] == [
        "entry:made",
        "entry:reversed",
    ]


def test_without_the_next_year_nothing_is_written(year: FiscalYear, alice: User) -> None:
    with pytest.raises(MissingYearError) as refused:
        _reversed(year, alice, day=DECEMBER)

    assert refused.value.day == date(2026, 1, 1)
    assert not ClosingEntry.objects.exists()


def test_year_of_another_company_is_not_the_next_one(year: FiscalYear, alice: User) -> None:
    _next_year(make_fiscal_year(make_engagement(year.engagement.agency)))

    with pytest.raises(MissingYearError):
        _reversed(year, alice, day=DECEMBER)


def test_transferred_entry_is_reversed_in_the_next_period_once(year: FiscalYear, alice: User) -> None:
    entry = make_entry(year)
    _next_year(year)
    ClosingEntry.objects.update(status=Status.TRANSFERRED)

    back = reversals.reverse_in_next_period(entry, version=1, actor=alice)

    assert (back.day, back.status) == (date(2026, 1, 1), Status.NOT_TRANSFERRED)
    with pytest.raises(ReversedEntryError):
        reversals.reverse_in_next_period(entry, version=2, actor=alice)


def test_reversal_follows_the_rows_the_text_and_the_period_of_its_entry(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    wanted = draft(("1710", 70_000), ("5020", -70_000), text="Hyra lager", day=date(2025, 3, 31))

    written = _alter(entry, wanted, alice)

    assert (written.followed, written.left) == ((back,), ())
    assert _draft_of(back) == draft(
        ("1710", -70_000), ("5020", 70_000), text="Reversal of V1: Hyra lager", day=date(2025, 4, 1)
    )


def test_reversal_keeps_a_text_and_a_day_of_its_own(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    own = replace(back.as_draft(), text="Återförd hyra", day=date(2025, 2, 3))
    writing.alter(back, own, days=THIS_YEAR, version=back.version, actor=alice)

    _alter(entry, draft(("1710", 5), ("5010", -5), day=date(2025, 3, 1)), alice)

    assert _draft_of(back) == replace(own, rows=draft(("1710", -5), ("5010", 5)).rows)


def test_reversal_with_rows_of_its_own_is_left(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    own = replace(back.as_draft(), rows=draft(("1710", -60_000), ("5010", 60_000)).rows)
    writing.alter(back, own, days=THIS_YEAR, version=back.version, actor=alice)

    written = _alter(entry, draft(("1710", 5), ("5010", -5), day=JANUARY), alice)

    assert (written.followed, written.left) == ((), (back,))
    assert _draft_of(back) == own


@pytest.mark.parametrize("status", [Status.TRANSFERRING, Status.TRANSFERRED, Status.EXCLUDED])
def test_reversal_on_its_way_to_the_bookkeeping_is_left(status: str, year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    stood = back.as_draft()
    ClosingEntry.objects.filter(pk=back.pk).update(status=status)

    written = _alter(entry, draft(("1710", 5), ("5010", -5), day=JANUARY), alice)

    assert (written.followed, written.left) == ((), (back,))
    assert _draft_of(back) == stood


def test_reversal_never_moves_to_another_year(year: FiscalYear, alice: User) -> None:
    _next_year(year)
    entry, back = _reversed(year, alice)

    written = _alter(entry, draft(day=DECEMBER), alice)

    assert (written.followed, written.left) == ((), (back,))
    assert _draft_of(back).day == date(2025, 2, 1)


def test_reversal_of_a_reversal_follows_too(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    third = reversals.reverse_in_next_period(back, version=back.version, actor=alice)

    _alter(entry, draft(("1710", 5), ("5010", -5), day=JANUARY), alice)

    assert _draft_of(third) == draft(
        ("1710", 5), ("5010", -5), day=date(2025, 3, 1), text="Reversal of V2: Reversal of V1: Periodisering hyra"
    )


def test_two_at_once_are_told_and_nothing_is_half_done(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    stood = _draft_of(back)

    with pytest.raises(ChangedEntryError):
        reversals.alter(entry, draft(("1710", 5), ("5010", -5)), days=THIS_YEAR, version=1, actor=alice)

    assert (_draft_of(entry), _draft_of(back)) == (draft(day=JANUARY), stood)


def test_reversal_is_made_when_its_entry_is_altered(year: FiscalYear, alice: User) -> None:
    entry = writing.make(year, draft(day=JANUARY), days=THIS_YEAR, actor=alice)
    wanted = draft(("1710", 5), ("5010", -5), day=JANUARY)

    written = reversals.alter(entry, wanted, days=THIS_YEAR, version=1, actor=alice, is_reversed=True)

    assert written.made is not None
    assert written.made.as_draft().rows == wanted.reversed_rows


def test_reversal_is_deleted_with_its_entry(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    entry.refresh_from_db()

    written = reversals.delete(entry, version=entry.version, actor=alice)

    assert (written.followed, written.left) == ((back,), ())
    assert set(ClosingEntry.objects.values_list("status", flat=True)) == {Status.DELETED}


def test_transferred_reversal_stays_when_its_entry_is_deleted(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    entry.refresh_from_db()
    ClosingEntry.objects.filter(pk=back.pk).update(status=Status.TRANSFERRED)

    written = reversals.delete(entry, version=entry.version, actor=alice)

    assert (written.followed, written.left) == ((), (back,))
    assert ClosingEntry.objects.get(pk=back.pk).status == Status.TRANSFERRED


def test_deleted_reversal_is_none(year: FiscalYear, alice: User) -> None:
    entry, back = _reversed(year, alice)
    reversals.delete(back, version=back.version, actor=alice)

    written = _alter(entry, draft(("1710", 5), ("5010", -5), day=JANUARY), alice)

    assert (written.followed, written.left) == ((), ())
    assert reversals.standing(entry) == []
