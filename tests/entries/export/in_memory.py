"""A bookkeeping in memory that takes closing entries, keeps them, and fails in every way a real one can.

What a test wants to go wrong is planned in `books.planned`, one `Sent` for each voucher that will be sent; without a
plan all goes well. `books.away` questions are not answered. The fixture `books` begins anew and puts the destination
into the settings; the engagement needs the data source `sie_file`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.utils import timezone

from closing.engagements.models import Engagement, FiscalYear
from closing.entries.export.conditions import AccountThere, Conditions, SeriesThere
from closing.entries.export.destinations import (
    Answer,
    DestinationError,
    DestinationState,
    ListedVoucher,
    Outcome,
    ReadVoucher,
    SignOfLife,
)
from closing.entries.export.outgoing import OutgoingRow, OutgoingVoucher
from closing.users.models import User

if TYPE_CHECKING:
    from datetime import datetime

PATH = "tests.entries.export.in_memory.InMemoryDestination"
DATA_SOURCE = "sie_file"
ACCOUNTS = ("1510", "1710", "1930", "2990", "3010", "5010", "7010")
RETRY_SECONDS = 0.0
REASONS = {
    "unreachable": "The bookkeeping could not be reached. Try again in a while.",
    "too-many": "The bookkeeping was asked too often. Try again in a minute.",
    "login-lost": "The connection has ended. Connect again.",
    "account-refused": "An account is not active there. Activate it.",
    "series-refused": "The voucher series is closed there. Choose another.",
    "no-answer": "The bookkeeping did not say whether the voucher was booked.",
    "too-late": "The export stopped just before the voucher was to leave.",
}


class Commit(Enum):
    """Whether a voucher that was sent is booked."""

    NEVER = "never"
    AT_ONCE = "at once"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Sent:
    """What comes of a voucher that is sent.

    Attributes:
        answer: what the sender hears; None is the number it was booked as.
        commit: whether it is booked.
        seconds: until it is, when that is later.
    """

    answer: Answer | None = None
    commit: Commit = Commit.NEVER
    seconds: float = 0.0


def _lost(status: int | None = None) -> Answer:
    return Answer(Outcome.UNKNOWN, reason="no-answer", status=status)


def _unsent(reason: str, *, again: bool, status: int | None = None) -> Answer:
    return Answer(
        Outcome.NOT_SENT,
        reason=reason,
        status=status,
        concerns_all=not again,
        may_be_sent_again=again,
        retry_after=RETRY_SECONDS if again else 0.0,
    )


def _no(reason: str, words: str, *, concerns_all: bool = False) -> Answer:
    return Answer(Outcome.REFUSED, reason=reason, words=words, status=400, concerns_all=concerns_all)


OK = Sent(commit=Commit.AT_ONCE)
NOT_REACHED = Sent(_unsent("unreachable", again=True))
TOO_MANY = Sent(_unsent("too-many", again=True, status=429))
LOGIN_LOST = Sent(_unsent("login-lost", again=False, status=401))
REFUSED = Sent(_no("account-refused", "Konto 5010 är inte aktivt. (2000550)"))
REFUSED_ALL = Sent(_no("series-refused", "Verifikationsserien är inte manuell.", concerns_all=True))
REQUEST_LOST = Sent(_lost())
ANSWER_LOST = Sent(_lost(), Commit.AT_ONCE)
FAULT_BEFORE = Sent(_lost(503))
FAULT_AFTER = Sent(_lost(504), Commit.AT_ONCE)
NO_NUMBER = Sent(Answer(Outcome.BOOKED, status=201), Commit.AT_ONCE)


def late(seconds: float) -> Sent:
    """Give no answer, and book the voucher when so many seconds have passed."""
    return Sent(_lost(), Commit.LATER, seconds)


@dataclass(slots=True)
class Booked:
    """A voucher in the bookkeeping."""

    series: str
    number: int
    day: date
    text: str
    comments: str
    rows: tuple[OutgoingRow, ...]


def _nothing(_voucher: OutgoingVoucher) -> None:
    pass


@dataclass(slots=True)
class Books:
    """A company's bookkeeping of one fiscal year, and what is to go wrong with it.

    Attributes:
        organisation_number: of the company it belongs to.
        vouchers: all that were booked, in the order they were.
        planned: what comes of the next vouchers sent; nothing left is `OK`.
        away: so many of the next questions are not answered.
        away_passes: what keeps them from being answered passes by itself.
        sent: the mark of every voucher that arrived or was to arrive, in order.
        on_leave: called when a voucher leaves, before anything is booked.
        on_commit: called when it was booked, or was not, before the sender hears of it.
        opened: on whose behalf the books were opened, each time.
        exported: the number booked of each export that ended.
        is_ready: they can be opened.
    """

    organisation_number: str = ""
    company: str = "Åkerlund Måleri AB"
    year: str = "5"
    series: tuple[SeriesThere, ...] = (
        SeriesThere("A", "Redovisning", is_manual=True),
        SeriesThere("B", "Kundfakturor", is_manual=False),
        SeriesThere("M", "Bokslut", is_manual=True),
    )
    accounts: dict[str, AccountThere] = field(
        default_factory=lambda: {number: AccountThere(number, is_active=True) for number in ACCOUNTS}
    )
    objects: dict[str, dict[str, bool]] = field(default_factory=lambda: {"1": {"SYD": True}, "6": {"P1": True}})
    locked_until: date | None = None
    vouchers: list[Booked] = field(default_factory=list)
    planned: list[Sent] = field(default_factory=list)
    away: int = 0
    away_passes: bool = True
    sent: list[str] = field(default_factory=list)
    opened: list[User | None] = field(default_factory=list)
    exported: list[int] = field(default_factory=list)
    on_leave: Callable[[OutgoingVoucher], None] = _nothing
    on_commit: Callable[[OutgoingVoucher], None] = _nothing
    is_ready: bool = True
    _late: "list[tuple[datetime, OutgoingVoucher]]" = field(default_factory=list)

    def book(self, voucher: OutgoingVoucher) -> Booked:
        """Book a voucher under the next number of its series."""
        number = self.highest(voucher.series) + 1
        booked = Booked(voucher.series, number, voucher.day, voucher.text, voucher.comments, voucher.rows)
        self.vouchers.append(booked)
        return booked

    def book_by_person(
        self, series: str, *rows: tuple[str, int], day: date = date(2025, 12, 31), text: str = "Hyra"
    ) -> Booked:
        """Book a voucher that a person enters there."""
        lines = tuple(OutgoingRow(*row) for row in rows or (("5010", 900_00), ("1930", -900_00)))
        return self.book(OutgoingVoucher(series, day, text, "", "", lines))

    def highest(self, series: str) -> int:
        """Give the highest number of a series."""
        return max((one.number for one in self.vouchers if one.series == series), default=0)

    def numbers_of(self, marker: str) -> list[str]:
        """List the vouchers that carry a mark, such as `A 3`."""
        return [f"{one.series} {one.number}" for one in self.vouchers if marker in one.text + one.comments]

    def texts(self, series: str) -> list[str]:
        """List the texts of a series without their marks, by number."""
        there = sorted((one for one in self.vouchers if one.series == series), key=lambda one: one.number)
        return [one.text.split(" [KV-")[0] for one in there]

    def due(self) -> None:
        """Book what was on its way for so long that it arrives now."""
        now = timezone.now()
        for one in [one for one in self._late if one[0] <= now]:
            self._late.remove(one)
            self.book(one[1])

    def coming(self, marker: str) -> "list[datetime]":
        """Tell when vouchers with a mark will yet arrive."""
        return [at for at, voucher in self._late if voucher.marker == marker]

    def take(self, voucher: OutgoingVoucher) -> Answer:
        """Do with a voucher what is planned, and answer."""
        plan = self.planned.pop(0) if self.planned else OK
        self.sent.append(voucher.marker)
        self.on_leave(voucher)
        number = self.book(voucher).number if plan.commit is Commit.AT_ONCE else None
        if plan.commit is Commit.LATER:
            self._late.append((timezone.now() + timedelta(seconds=plan.seconds), voucher))
        self.on_commit(voucher)
        return plan.answer or Answer(Outcome.BOOKED, number=number, status=201)


class InMemoryBookkeeping:
    """The books, as an export asks for them and sends to them."""

    def __init__(self, books: Books, life: SignOfLife) -> None:
        self._books = books
        self._life = life

    def conditions(self) -> Conditions:
        """Tell what a voucher must meet there."""
        there = self._asked()
        return Conditions(
            there.company,
            there.organisation_number,
            there.year,
            there.series,
            dict(there.accounts),
            dict(there.objects),
            there.locked_until,
        )

    def highest(self, series: str) -> int:
        """Give the highest number of a series."""
        return self._asked().highest(series)

    def post(self, voucher: OutgoingVoucher, *, last_look: Callable[[], bool]) -> Answer:
        """Send a voucher, once."""
        self._books.due()
        if not last_look():
            return Answer(Outcome.NOT_SENT, reason="too-late")
        return self._books.take(voucher)

    def vouchers(self, series: str, *, start: date, end: date) -> tuple[ListedVoucher, ...]:
        """List the vouchers of a series with those dates."""
        there = [one for one in self._asked().vouchers if one.series == series and start <= one.day <= end]
        return tuple(ListedVoucher(one.number, one.day, one.text, one.comments) for one in there)

    def read(self, series: str, number: int) -> ReadVoucher | None:
        """Give a voucher with its rows."""
        there = (one for one in self._asked().vouchers if (one.series, one.number) == (series, number))
        found = next(there, None)
        if found is None:
            return None
        return ReadVoucher(found.number, found.day, found.text, found.comments, found.rows)

    def _asked(self) -> Books:
        """Let a question through.

        Raises:
            DestinationError: the bookkeeping is away.
        """
        self._life.check()
        self._books.due()
        if self._books.away:
            self._books.away -= 1
            raise DestinationError("unreachable", may_pass=self._books.away_passes)
        return self._books


class InMemoryDestination:
    """The bookkeeping in memory as a destination."""

    key = DATA_SOURCE
    name = "Minnet"
    button = "Export closing entries to memory"
    books = Books()

    def state(self, _engagement: Engagement, _user: User) -> DestinationState:
        """Say whether entries can be sent."""
        sentence = "" if self.books.is_ready else REASONS["login-lost"]
        return DestinationState(self.books.is_ready, sentence, self.books.company)

    def open(self, _year: FiscalYear, user: User | None, life: SignOfLife) -> InMemoryBookkeeping:
        """Open the books."""
        self.books.opened.append(user)
        if not self.books.is_ready:
            raise DestinationError("login-lost")
        return InMemoryBookkeeping(self.books, life)

    def exported(self, _year: FiscalYear, _user: User | None, *, booked: int, today: date) -> None:
        """Note that an export ended."""
        assert isinstance(today, date)
        self.books.exported.append(booked)

    def reason(self, code: str) -> str:
        """Say what a reason means."""
        return REASONS.get(code, "")
