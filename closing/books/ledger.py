"""The postings of an account in the order of their dates, a page at a time, with the exact balance after each.

Any page costs the same, be it the first or the last of two million: the import cuts the ledger of each account into
leaves of some hundred postings, and stores with each where it begins and what the account comes to before it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from closing.books.ledger_stretch import Key as Key  # noqa: PLC0414 -- part of this module's face
from closing.books.ledger_stretch import Row, Stretch, VoucherWords, moved_before, words_of
from closing.books.limits import ROWS_PER_SNAPSHOT
from closing.books.models import Account

ROWS_PER_PAGE = 100

SEARCHED_ROWS = 2_000
"""How many postings a search looks through at a time, before it shows what it found and offers to go on."""

_ROWS_AT_A_TIME = 2_000
_LARGEST_ORE = 2**63 - 1

_BEFORE_ALL, _AFTER_ALL = Key(date.min, 0), Key(date.max, ROWS_PER_SNAPSHOT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins, beside a posting or at an end of the ledger, and in which direction it goes."""

    key: Key | None = None
    is_backwards: bool = False

    @classmethod
    def on(cls, day: date) -> "Place":
        """Begin with the first posting of a day or later."""
        return cls(Key(day, 0))


FIRST, LAST = Place(), Place(is_backwards=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which postings are wanted: those of some days, and perhaps of a series, with a text, of some size.

    Attributes:
        start: first day.
        end: last day.
        series: voucher series.
        text: what the text of the posting or of its voucher contains, whatever its case.
        least_ore: smallest amount, whatever its sign.
        most_ore: largest amount, whatever its sign.
    """

    start: date | None = None
    end: date | None = None
    series: str = ""
    text: str = ""
    least_ore: int | None = None
    most_ore: int | None = None

    @property
    def is_search(self) -> bool:
        """Say whether some postings of the days are left out."""
        return bool(self.series or self.text or self.least_ore is not None or self.most_ore is not None)


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Entry:
    """A posting in the ledger, and the balance of the account after it.

    Attributes:
        posting: key of the posting.
        object_list: which combination of objects it carries; 0 for none.
        voucher: ordinal of its voucher, as an address names it.
    """

    posting: int
    date: date
    series: str
    number: str
    voucher: int
    voucher_text: str
    text: str
    object_list: int
    amount_ore: int
    balance_ore: int

    @property
    def key(self) -> Key:
        """Give its place."""
        return Key(self.date, self.posting % ROWS_PER_SNAPSHOT)


@dataclass(frozen=True, slots=True)
class Page:
    """Some postings in the order of their dates.

    Attributes:
        before_ore: the balance before the first of them.
        after_ore: the balance after the last of them.
        earlier: where the page before this one begins; None when there is none.
        later: where the page after this one begins; None when there is none.
        searched_to: how far a search has looked, when it has not come to the end; it goes on at `later`, or at
            `earlier` when it goes backwards.
    """

    entries: tuple[Entry, ...]
    before_ore: int
    after_ore: int
    earlier: Place | None = None
    later: Place | None = None
    searched_to: date | None = None


def page(account: Account, wanted: Wanted = EVERYTHING, *, place: Place = FIRST, size: int = ROWS_PER_PAGE) -> Page:
    """Give a page of an account's ledger.

    A search looks through a limited number of postings; a page of it may therefore hold few or none, and say with
    `searched_to` that there is more to look through.
    """
    days = Stretch(account.pk, _first_day(wanted), _last_day(wanted))
    stretch = days.beyond(place.key, is_backwards=place.is_backwards) if place.key else days
    look = _look(stretch, wanted, is_backwards=place.is_backwards, size=size)
    entries = tuple(_entries(account, look, is_backwards=place.is_backwards)[:size])
    onward = _onward(look, entries, is_backwards=place.is_backwards, size=size)
    back = _back(days, entries, place=place, is_search=wanted.is_search)
    if place.is_backwards:
        entries, onward, back = entries[::-1], back, onward
    if entries:
        before, after = entries[0].balance_ore - entries[0].amount_ore, entries[-1].balance_ore
    else:
        here = stretch.before if place.is_backwards else stretch.after.just_after()
        before = after = balance_before(account, here)
    return Page(
        entries,
        before,
        after,
        earlier=back,
        later=onward,
        searched_to=look.stopped_at.date if look.stopped_at else None,
    )


def balance_before(account: Account, key: Key) -> int:
    """Give the balance just before a posting, in öre; books without vouchers tell it by whole months."""
    if account.posting_count:
        return account.opening_ore + moved_before(account.pk, key)
    months = account.period_totals.filter(month__lt=key.date.replace(day=1))
    earlier = months.aggregate(debit=Sum("debit_ore"), credit=Sum("credit_ore"))
    return account.opening_ore + (earlier["debit"] or 0) - (earlier["credit"] or 0)


def balance_at(account: Account, day: date) -> int:
    """Give the balance at the end of a day, in öre."""
    return balance_before(account, Key(day, ROWS_PER_SNAPSHOT))


@dataclass(slots=True)
class _Look:
    """What was found on the way through the ledger.

    Attributes:
        found: the postings that are wanted, each with the sum of those passed on the way to it.
        first: the first posting passed.
        stopped_at: where a search stopped before the end.
    """

    found: list[tuple[Row, int]] = field(default_factory=list)
    first: Row | None = None
    stopped_at: Key | None = None


def _look(stretch: Stretch, wanted: Wanted, *, is_backwards: bool, size: int) -> _Look:
    """Pass through the ledger until one posting too many is found, or enough have been looked at."""
    step, most = (_ROWS_AT_A_TIME, SEARCHED_ROWS) if wanted.is_search else (size + 1, size + 1)
    look, passed = _Look(), 0
    for _ in range(0, most, step):
        rows = stretch.postings(is_backwards=is_backwards, most=step)
        look.first = look.first or (rows[0] if rows else None)
        for row, takes in zip(rows, _takes(wanted, rows), strict=True):
            if takes:
                look.found.append((row, passed))
                if len(look.found) > size:
                    return look
            passed += row[2]
        if len(rows) < step:
            return look
        last = Key.of(rows[-1][1], rows[-1][0])
        stretch = stretch.beyond(last, is_backwards=is_backwards)
    look.stopped_at = last
    return look


def _takes(wanted: Wanted, rows: list[Row]) -> list[bool]:
    """Tell of each posting whether it is wanted."""
    least = wanted.least_ore or 0
    most = _LARGEST_ORE if wanted.most_ore is None else wanted.most_ore
    takes = [least <= abs(row[2]) <= most for row in rows]
    if not (wanted.series or wanted.text):
        return takes
    words = words_of(row for row, taken in zip(rows, takes, strict=True) if taken)
    series, text = wanted.series, wanted.text.casefold()
    return [
        taken
        and (not series or words[row[5]][0] == series)
        and (text in row[3].casefold() or text in words[row[5]][2].casefold())
        for row, taken in zip(rows, takes, strict=True)
    ]


def _entries(account: Account, look: _Look, *, is_backwards: bool) -> list[Entry]:
    """Give what was found with the balance after each; the balance before the first posting passed gives them all."""
    if look.first is None or not look.found:
        return []
    posting, day, amount, *_ = look.first
    start = balance_before(account, Key.of(day, posting))
    if is_backwards:
        start += amount
    words = words_of(row for row, _passed in look.found)
    return [
        _entry(row, words[row[5]], start - passed if is_backwards else start + passed + row[2])
        for row, passed in look.found
    ]


def _entry(row: Row, words: VoucherWords, balance_ore: int) -> Entry:
    posting, day, amount, text, object_list, voucher = row
    series, number, voucher_text = words
    return Entry(
        posting=posting,
        date=Key.of(day, posting).date,
        series=series,
        number=number,
        voucher=voucher % ROWS_PER_SNAPSHOT,
        voucher_text=voucher_text,
        text=text,
        object_list=object_list,
        amount_ore=amount,
        balance_ore=balance_ore,
    )


def _onward(look: _Look, entries: tuple[Entry, ...], *, is_backwards: bool, size: int) -> Place | None:
    """Give the place where the next page in the same direction begins."""
    if len(look.found) > size:
        return Place(entries[-1].key, is_backwards)
    return Place(look.stopped_at, is_backwards) if look.stopped_at else None


def _back(days: Stretch, entries: tuple[Entry, ...], *, place: Place, is_search: bool) -> Place | None:
    """Give the place where the page in the other direction begins.

    Whether there is anything to be found there is asked of the ledger; a search goes back only to where it came from.
    """
    if entries:
        beside = entries[0].key
    elif place.key:
        beside = place.key if place.is_backwards else place.key.just_after()
    else:
        return None
    behind = days.beyond(beside, is_backwards=not place.is_backwards)
    is_there = place.key is not None if is_search else behind.has_postings()
    return Place(beside, not place.is_backwards) if is_there else None


def _first_day(wanted: Wanted) -> Key:
    return Key(wanted.start, 0) if wanted.start else _BEFORE_ALL


def _last_day(wanted: Wanted) -> Key:
    return Key(wanted.end, ROWS_PER_SNAPSHOT) if wanted.end else _AFTER_ALL
