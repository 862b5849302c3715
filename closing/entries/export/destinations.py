"""The port of a destination of closing entries (mottagare), and the list of those there are.

`settings.ENTRY_DESTINATIONS` names them. A destination has the key of the data source whose bookkeeping it writes to;
an engagement of a source without one sends its entries with a SI file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeGuard, runtime_checkable

from django.conf import settings
from django.core.checks import CheckMessage
from django.utils.module_loading import import_string

from closing.engagements.models import Engagement, FiscalYear
from closing.entries.export.conditions import Conditions
from closing.entries.export.outgoing import OutgoingRow, OutgoingVoucher
from closing.plug_ins import faults_of
from closing.users.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Outcome(StrEnum):
    """What became of a voucher that was sent."""

    BOOKED = "booked"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bookkeeping answered to a voucher.

    Attributes:
        outcome: only BOOKED is booked, only UNKNOWN may be.
        number: of the voucher in its series and year, when it is booked.
        reason: a code of the destination's own, when it is not booked; its `reason` says what it means.
        words: the bookkeeping's own sentence and code; empty when it gave none.
        status: the HTTP status; None when there was no answer.
        concerns_all: what was refused will be refused of every voucher: the series, the period, the right.
        may_be_sent_again: after NOT_SENT: another try may succeed at once.
        retry_after: after NOT_SENT: seconds to wait before it.
    """

    outcome: Outcome
    number: int | None = None
    reason: str = ""
    words: str = ""
    status: int | None = None
    concerns_all: bool = False
    may_be_sent_again: bool = False
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class ListedVoucher:
    """A voucher of the bookkeeping as its list has it; `day` is None where the list does not say."""

    number: int
    day: date | None
    text: str
    comments: str = ""


@dataclass(frozen=True, slots=True)
class ReadVoucher:
    """A voucher of the bookkeeping with the rows that count, in their order."""

    number: int
    day: date | None
    text: str
    comments: str
    rows: tuple[OutgoingRow, ...]


@dataclass(frozen=True, slots=True)
class DestinationState:
    """Whether entries can be sent, and whose bookkeeping would get them; when not, `sentence` says what to do."""

    is_ready: bool
    sentence: str = ""
    company: str = ""


class DestinationError(Exception):
    """The bookkeeping cannot be asked; nothing was booked by the asking.

    Attributes:
        reason: a code of the destination's own; its `reason` says what it means.
        words: the bookkeeping's own sentence and code; empty when it gave none.
        may_pass: it may succeed in a while by itself.
    """

    def __init__(self, reason: str, *, words: str = "", may_pass: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = words
        self.may_pass = may_pass


class SignOfLife(Protocol):
    """Told at every question to the bookkeeping; it may raise to stop the work."""

    def check(self) -> None:
        """Tell that the work goes on."""


class Bookkeeping(Protocol):
    """The bookkeeping of one fiscal year at the other end, for one piece of work.

    Every question may raise a DestinationError, and what the sign of life raises; `post` raises neither.
    """

    def conditions(self) -> Conditions:
        """Tell what a voucher must meet there. The first question of all: the others need its fiscal year."""

    def highest(self, series: str) -> int:
        """Give the highest number of a series in the year; 0 when it has none."""

    def post(self, voucher: OutgoingVoucher, *, last_look: Callable[[], bool]) -> Answer:
        """Send a voucher, once, whatever comes of it.

        Args:
            voucher: what is to be booked.
            last_look: asked at the last moment before it leaves; when it says no, nothing is sent.
        """

    def vouchers(self, series: str, *, start: date, end: date) -> tuple[ListedVoucher, ...]:
        """List all vouchers of a series dated from `start` to `end`, as they stand now.

        Raises:
            DestinationError: the list cannot be had, or is not whole.
        """

    def read(self, series: str, number: int) -> ReadVoucher | None:
        """Give a voucher with its rows; None when there is none."""


@runtime_checkable
class EntryDestination(Protocol):
    """Where closing entries go.

    Attributes:
        key: the key of its data source.
        name: of the system, as it stands in sentences.
        button: what the button says that opens the export.
    """

    key: str
    name: str
    button: "StrPromise"

    def state(self, engagement: Engagement, user: User) -> DestinationState:
        """Say whether a user can send entries now; asks only our own database."""

    def open(self, year: FiscalYear, user: User | None, life: SignOfLife) -> Bookkeeping:
        """Open the bookkeeping of a fiscal year on behalf of a user; in a worker alone.

        Raises:
            DestinationError: it cannot be opened.
        """

    def exported(self, year: FiscalYear, user: User | None, *, booked: int, today: date) -> None:
        """Hear that an export ended with so many vouchers booked; inside the transaction that ends it."""

    def reason(self, code: str) -> str:
        """Say in the reader's language what a reason of this destination means, and what to do; empty for another."""


def destinations() -> tuple[EntryDestination, ...]:
    """List the destinations there are."""
    return _load(tuple(settings.ENTRY_DESTINATIONS))


def destination_named(key: str) -> EntryDestination | None:
    """Give the destination with a key; None when there is none, or it is no longer installed."""
    return next((one for one in destinations() if one.key == key), None)


def destination_of(engagement: Engagement) -> EntryDestination | None:
    """Give the destination of an engagement's entries; None when its data source has none."""
    return destination_named(engagement.data_source)


def check_destinations(**_options: object) -> list[CheckMessage]:
    """Check that every destination named in the settings can be loaded, is one, and has a key of its own."""
    return faults_of("ENTRY_DESTINATIONS", is_one=_is_destination, noun="destination", label="export")


def _is_destination(plug_in: object) -> TypeGuard[EntryDestination]:
    return isinstance(plug_in, EntryDestination)


@cache
def _load(paths: tuple[str, ...]) -> tuple[EntryDestination, ...]:
    return tuple(import_string(path)() for path in paths)
