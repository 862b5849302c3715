"""The port of a data source (datakälla), and the list of those there are.

A source turns what a user has — a file, a typed table, a connection — into SIE files in the folder of the import; all
that follows is the same for every source. `settings.DATA_SOURCES` names them in the order of the start guide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeGuard, runtime_checkable

from django.conf import settings
from django.core.checks import CheckMessage
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from closing.appendices.items import LedgerItems
from closing.engagements.models import Engagement, FiscalYear
from closing.importing.findings import Finding
from closing.importing.run_files import RunFiles
from closing.plug_ins import faults_of
from closing.users.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CHOSEN = "chosen"
"""The answer that holds the keys of what was ticked, with a blank between them."""


class Progress(Protocol):
    """Told how far the work has come; it may raise to stop it."""

    def report(self, per_cent: int, step: str, **facts: str | int) -> None:
        """Show how far the work has come, and which step it is at."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What is to be fetched.

    Attributes:
        engagement: whose books.
        today: the day the import was started, for files that a source writes.
        user: who asked; None for the system itself.
        year: the fiscal year chosen, for a source that does not name one.
        accepted: the decisions taken.
        answers: what the user answered to the source's own question, and what was ticked.
    """

    engagement: Engagement
    today: date
    user: User | None = None
    year: FiscalYear | None = None
    accepted: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)

    def has_ticked(self, choice: str) -> bool:
        """Say whether something was ticked."""
        return choice in self.answers.get(CHOSEN, "").split()


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A SIE file to be imported: its name, where it lies, and the name of the file it was made from, if any."""

    name: str
    path: Path
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a source gave.

    Attributes:
        files: SIE files, one for each fiscal year.
        findings: what the source itself has to say; an error or an unanswered decision stops the import.
        ledgers: its ledgers; one that is not among them is left as it is, one without invoices has nothing unpaid.
    """

    files: Sequence[FetchedFile] = ()
    findings: tuple[Finding, ...] = ()
    ledgers: tuple[LedgerItems, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchChoice:
    """Something the user may tick before an import: its key in the answers, its name, and whether it is ticked."""

    key: str
    label: "StrPromise"
    is_ticked: bool


class ConnectionState(StrEnum):
    """Where the connection (anslutning) of an engagement to a source stands."""

    MISSING = "missing"
    LIVE = "live"
    ENDING = "ending"
    ENDED = "ended"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class SourceConnection:
    """The connection of an engagement to a source, as it is shown.

    Attributes:
        state: where it stands; it can be used while it is live or about to end.
        sentence: the same in words, with what to do.
        connect_url: where a form is sent to connect, or to connect anew; the import then begins by itself.
        disconnect_url: where a form is sent to end it.
        company: the company over there; empty when there is none yet.
        person: who connected.
        until: the last day it lives.
    """

    state: ConnectionState
    sentence: str
    connect_url: str
    disconnect_url: str
    company: str = ""
    person: str = ""
    until: date | None = None

    @property
    def is_usable(self) -> bool:
        """Say whether an import can use it."""
        return self.state in (ConnectionState.LIVE, ConnectionState.ENDING)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to, as its source is told.

    Attributes:
        engagement: whose books.
        user: who asked; None for the system itself.
        years: the fiscal years, as they are named.
        vouchers: how many vouchers there are in them.
        invoices: how many invoices there are in the ledgers.
        seconds: how long it took.
        today: the day it ended.
    """

    engagement: Engagement
    user: User | None
    years: tuple[str, ...]
    vouchers: int
    invoices: int
    seconds: int
    today: date


@runtime_checkable
class DataSource(Protocol):
    """Where bookkeeping comes from.

    Attributes:
        key: its name in the database and in addresses.
        label: its name on the page.
        description: one sentence on what it gives and what it needs.
        takes_file: it is given files; otherwise it fetches by itself.
        suffixes: the endings of the files it takes.
        sie_types: the SIE types it takes or makes.
        only_in_guide: it can be chosen while the engagement is set up, and not switched to later.
        choices: what the user may tick before an import; the ticked keys stand in the answers under `CHOSEN`.
    """

    key: str
    label: "StrPromise"
    description: "StrPromise"
    takes_file: bool
    suffixes: tuple[str, ...]
    sie_types: tuple[str, ...]
    only_in_guide: bool
    choices: tuple[FetchChoice, ...]

    def connection(self, engagement: Engagement, user: User) -> SourceConnection | None:
        """Give the connection of an engagement; None when the source needs none."""

    def connect_url(self, engagement: Engagement, user: User) -> str | None:
        """Give the page to visit before an import can start; None when there is nothing to do first."""

    def fetch(self, request: FetchRequest, run_files: RunFiles, progress: Progress) -> Fetched:
        """Put SIE files into the folder of the import."""

    def imported(self, outcome: Imported) -> None:
        """Hear that what it gave counts now; called inside the transaction that ends the import."""


class UnknownSourceError(Exception):
    """No data source has that key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def sources() -> tuple[DataSource, ...]:
    """List the data sources in the order of the start guide."""
    return _load(tuple(settings.DATA_SOURCES))


def source_of(key: str) -> DataSource:
    """Give the data source of a key.

    Raises:
        UnknownSourceError: there is none.
    """
    for source in sources():
        if source.key == key:
            return source
    raise UnknownSourceError(key)


def chosen_source(engagement: Engagement) -> DataSource | None:
    """Give the data source of an engagement; None when none is chosen, or it is no longer installed."""
    try:
        return source_of(engagement.data_source)
    except UnknownSourceError:
        return None


def label_of(key: str) -> str:
    """Name the data source of a key; one that is no longer installed goes by its key."""
    try:
        return str(source_of(key).label)
    except UnknownSourceError:
        return key


def refusal_of_change(current: str, source: DataSource) -> "StrPromise | None":
    """Say why an engagement cannot change to a data source; None when it can.

    Args:
        current: the key of the source it has; empty when none was chosen yet.
        source: the source to change to.
    """
    if source.only_in_guide and current not in ("", source.key):
        return _(
            "Balances can be typed in only while an engagement is set up: what has been imported since "
            "would otherwise be lost. Choose another data source."
        )
    return None


def check_data_sources(**_options: object) -> list[CheckMessage]:
    """Check that every data source named in the settings can be loaded, is one, and has a key of its own."""
    return faults_of("DATA_SOURCES", is_one=_is_source, noun="data source", label="importing")


def _is_source(plug_in: object) -> TypeGuard[DataSource]:
    return isinstance(plug_in, DataSource)


@cache
def _load(paths: tuple[str, ...]) -> tuple[DataSource, ...]:
    return tuple(import_string(path)() for path in paths)
