"""`manage.py export_entries ENGAGEMENT`: send closing entries in the foreground, through the same jobs as the pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, FiscalYear
from closing.engagements.named import engagement_named, year_named
from closing.entries.export import conditions, starting
from closing.entries.export.conditions import Conditions
from closing.entries.export.destinations import EntryDestination, destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.offered import Offered, offered
from closing.entries.export.words import telling
from closing.jobs import run as job_run
from closing.jobs.errors import AlreadyRunning
from closing.printing import show


class Command(BaseCommand):
    """Send closing entries over the connection of whoever is connected; prints one line for each entry."""

    help = (
        "Send the closing entries of a fiscal year to its bookkeeping. Exit status: 0 every entry is booked, "
        "1 an entry was refused, not sent or is uncertain, 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the engagement, the year, the series, and what is to be done."""
        parser.add_argument("engagement", metavar="ENGAGEMENT", help="its id or its organisation number")
        parser.add_argument("--year", default="", help="the fiscal year, as 2025; the latest without it")
        parser.add_argument("--series-v", default="", metavar="SERIES", help="for V; the last one used without it")
        parser.add_argument("--series-s", default="", metavar="SERIES", help="for S; the last one used without it")
        parser.add_argument("--only", default="", metavar="ENTRIES", help="these entries alone, as V1,V3,S2")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="tell what would be sent and refused; send nothing")
        what.add_argument("--reconcile", action="store_true", help="look up what is uncertain; send nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each entry")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do what is asked here; the exit status is 1 unless all of it is booked."""
        with scopes_disabled():
            engagement = engagement_named(options["engagement"])
            year = year_named(engagement, options["year"]) or engagement.fiscal_years.first()
            destination = destination_of(engagement)
            if year is None or destination is None:
                raise CommandError(_("The data source of this engagement takes no entries. Use the SI file."))
            lines = _reconciled(year) if options["reconcile"] else _sent(year, destination, options)
            if not lines and not options["json"]:
                self.stdout.write(_("There is nothing to be done: no entry waits to be transferred."))
            show(self.stdout, (line.as_json() if options["json"] else line.as_text() for line in lines))
        if not all(line.is_well for line in lines):
            raise SystemExit(1)


def _sent(year: FiscalYear, destination: EntryDestination, options: dict[str, Any]) -> list[telling.Line]:
    """Prepare an export and send it, unless it was only to be tried."""
    batch = _prepared(year, destination)
    series = _series(batch, {"V": options["series_v"], "S": options["series_s"]})
    entries = _wanted(offered(batch, series), options["only"])
    if options["dry_run"]:
        return [telling.of_offered(one) for one in entries]
    chosen = starting.Chosen({one.entry.pk: one.entry.version for one in entries}, series)
    try:
        starting.send(batch, chosen, actor=None)
    except starting.NothingChosenError:
        return []
    except AlreadyRunning as error:
        raise CommandError(_("An import or an export of this engagement is under way.")) from error
    job_run.run_here(str(batch.job_id))
    return [telling.of_item(item) for item in _items(batch)]


def _prepared(year: FiscalYear, destination: EntryDestination) -> ExportBatch:
    """Ask the bookkeeping what it takes.

    Raises:
        CommandError: it cannot be asked, or is not the right one.
    """
    try:
        batch = starting.prepare(year, destination, actor=None)
    except AlreadyRunning as error:
        raise CommandError(_("An export of this fiscal year is being prepared.")) from error
    job_run.run_here(str(batch.job_id))
    batch.refresh_from_db()
    if batch.state != ExportBatch.State.READY:
        raise CommandError(telling.reason(batch.destination, batch.stop_reason, batch.stop_words))
    return batch


def _series(batch: ExportBatch, named: dict[str, str]) -> dict[str, str]:
    """Give the series for each kind of entries: the one named, else the last one used.

    Raises:
        CommandError: there is neither.
    """
    known: Conditions = conditions.from_json(batch.conditions)
    last = starting.last_series(batch)
    chosen = {kind: code or last.get(kind, "") for kind, code in named.items()}
    kinds = {str(one.entry.kind) for one in offered(batch, chosen)}
    if any(not chosen[kind] for kind in kinds):
        codes = ", ".join(one.code for one in known.manual_series) or "–"
        raise CommandError(_("Name the voucher series with --series-v and --series-s: %(codes)s.") % {"codes": codes})
    return {kind: chosen[kind] for kind in sorted(kinds)}


def _wanted(entries: list[Offered], only: str) -> list[Offered]:
    """Give the entries that were named.

    Raises:
        CommandError: one that was named is not among them.
    """
    if not only:
        return entries
    names = {name.strip().upper() for name in only.split(",")}
    if unknown := names - {str(one.entry) for one in entries}:
        raise CommandError(_("Not to be transferred: %(entries)s.") % {"entries": ", ".join(sorted(unknown))})
    return [one for one in entries if str(one.entry) in names]


def _reconciled(year: FiscalYear) -> list[telling.Line]:
    """Look up what the ended exports of a year left uncertain or unread."""
    told: list[telling.Line] = []
    for batch in _unsettled(year.engagement, year):
        try:
            starting.check(batch, actor=None)
        except AlreadyRunning as error:
            raise CommandError(_("An import or an export of this engagement is under way.")) from error
        job_run.run_here(str(batch.job_id))
        told += [telling.of_item(item) for item in _items(batch)]
    return told


def _unsettled(engagement: Engagement, year: FiscalYear) -> list[ExportBatch]:
    ended = ExportBatch.objects.filter(engagement=engagement, fiscal_year=year, state=ExportBatch.State.ENDED)
    unread = {"items__state__in": ExportItem.BOOKED, "items__checked": ExportItem.Check.NOT_YET}
    uncertain = ended.filter(items__state__in=ExportItem.UNCERTAIN)
    return list((uncertain | ended.filter(**unread)).distinct().order_by("created_at"))


def _items(batch: ExportBatch) -> list[ExportItem]:
    return list(batch.items.select_related("entry__fiscal_year", "batch").order_by("ordinal"))
