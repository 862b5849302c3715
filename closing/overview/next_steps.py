"""What to do next with an engagement: at most five things, the most pressing first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closing.engagements.models import Engagement, FiscalYear
from closing.importing.models import ImportRun
from closing.importing.sources import ConnectionState, SourceConnection
from closing.overview.last_import import LastImport

MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do: the state and word of its chip, what it is, and where it is done."""

    state: str
    word: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What the steps are found from.

    Attributes:
        may_work: the reader may import, and all work on the closing.
        has_source: a data source is chosen.
        has_books: books are imported for the year.
        changed_by: the import whose books replaced others that are still there to compare with.
        unconfirmed: how many accounts of the books nobody has said the meaning of.
        is_balanced: assets equal equity and liabilities with the result.
        lacks_last_year: the year before is there, but nothing is imported for it.
        connection: the connection of the source, when it needs one.
    """

    engagement: Engagement
    year: FiscalYear | None
    last: LastImport | None
    may_work: bool = True
    has_source: bool = True
    has_books: bool = False
    changed_by: UUID | None = None
    unconfirmed: int = 0
    is_balanced: bool = True
    lacks_last_year: bool = False
    connection: SourceConnection | None = None


def next_steps(situation: Situation) -> list[Step]:
    """List what to do next, only what the reader may do."""
    return [*_imports(situation), *_books(situation)][:MOST_STEPS]


def _imports(situation: Situation) -> Iterator[Step]:
    here = [situation.engagement.pk]
    if not situation.has_source and situation.may_work:
        yield Step("warn", _("Source"), _("Choose where the bookkeeping comes from"), _at("maintenance:settings", here))
    if situation.connection and situation.may_work:
        yield from _of_connection(situation.connection, here)
    if situation.last:
        yield from _of_run(situation.last, here)
    if situation.has_source and situation.may_work and not situation.has_books and not _is_open(situation.last):
        yield Step("info", _("Import"), _("Import the bookkeeping"), _at("importing:start", here))


def _of_connection(connection: SourceConnection, here: Sequence[object]) -> Iterator[Step]:
    url = _at("importing:start", here)
    if connection.state == ConnectionState.ENDING:
        yield Step("warn", _("Connection"), _("Import again, so that the connection does not end"), url)
    elif connection.state in (ConnectionState.ENDED, ConnectionState.LOST):
        yield Step("warn", _("Connection"), _("Connect again by importing"), url)


def _of_run(last: LastImport, here: Sequence[object]) -> Iterator[Step]:
    outcome, url = last.run.outcome, _at("importing:run", [*here, last.run.pk])
    if last.run.is_live:
        yield Step("info", _("Import"), _("Follow the import that is under way"), url)
    elif outcome == ImportRun.State.WAITING:
        yield Step("warn", _("Decision"), _("Answer what the import asks"), url)
    elif outcome == ImportRun.State.FAILED:
        yield Step("bad", _("Import"), _("Read why the last import failed"), url)
    elif outcome == ImportRun.State.WARNED and last.warnings:
        label = ngettext("Read %(count)s warning of the import", "Read %(count)s warnings of the import", last.warnings)
        yield Step("warn", _("Warning"), label % {"count": last.warnings}, url)


def _books(situation: Situation) -> Iterator[Step]:
    if situation.year is None or not situation.has_books:
        return
    here, in_year = [situation.engagement.pk], [situation.engagement.pk, situation.year.pk]
    if not situation.is_balanced:
        yield Step("bad", _("Difference"), _("The books do not balance"), _at("statements:balance", in_year))
    if situation.changed_by:
        label = _("See what changed since the import before")
        yield Step("info", _("Changed"), label, _at("importing:changes", [*here, situation.changed_by]))
    if situation.unconfirmed and situation.may_work:
        label = ngettext(
            "Confirm what %(count)s account means", "Confirm what %(count)s accounts mean", situation.unconfirmed
        )
        url = f"{_at('maintenance:chart', here)}?show=confirm"
        yield Step("info", _("Accounts"), label % {"count": situation.unconfirmed}, url)
    if situation.lacks_last_year and situation.may_work:
        label = _("Import the year before, to compare with it")
        yield Step("info", _("Last year"), label, _at("importing:start", here))
    yield Step("mute", _("Read"), _("Go through the balance sheet"), _at("statements:balance", in_year))
    yield Step("mute", _("Read"), _("Go through the income statement"), _at("statements:income", in_year))


def _is_open(last: LastImport | None) -> bool:
    return last is not None and (last.run.is_live or last.run.state == ImportRun.State.WAITING)


def _at(page: str, things: Sequence[object]) -> str:
    return reverse(page, args=things)
