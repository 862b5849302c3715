"""`manage.py export_entries ENGAGEMENT`: send closing entries in the foreground, through the same jobs as the pages."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, FiscalYear
from closing.engagements.named import WRONG_USAGE, engagement_named, year_named
from closing.entries.export import conditions, starting
from closing.entries.export.destinations import EntryDestination, destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.offered import offered, waiting
from closing.entries.export.words import telling
from closing.entries.export.words.reasons import NO_DESTINATION, REASONS, UNEXPECTED
from closing.entries.models import ClosingEntry
from closing.jobs import run as job_run
from closing.jobs.enqueue import live_exchange
from closing.jobs.errors import AlreadyRunning
from closing.printing import show


def entry_names(text: str) -> frozenset[str]:
    """Read the names of entries, such as `V1,V3,S2`.

    Raises:
        ArgumentTypeError: it is none.
    """
    names = frozenset(name.strip().upper() for name in text.split(","))
    if not all(re.fullmatch(r"[VS][1-9][0-9]*", name) for name in names):
        raise ArgumentTypeError("name the entries as V1,V3,S2")
    return names


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
        parser.add_argument("--only", type=entry_names, metavar="ENTRIES", help="these entries alone, as V1,V3,S2")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="tell what would be sent and refused; send nothing")
        what.add_argument("--reconcile", action="store_true", help="look up what is uncertain; send nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each entry")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do what is asked here; the exit status is 1 unless all of it is booked."""
        with scopes_disabled():
            engagement = engagement_named(options["engagement"])
            year = _year(engagement, options["year"])
            destination = destination_of(engagement)
            if destination is None:
                raise CommandError(str(REASONS[NO_DESTINATION]))
            if options["reconcile"]:
                lines = _reconciled(year)
                nothing = _("There is nothing to look up: no entry is uncertain, and every voucher was read back.")
            else:
                lines = _sent(year, destination, options)
                nothing = _("There is nothing to be done: no entry waits to be transferred.")
            if not lines and not options["json"]:
                self.stdout.write(nothing)
            show(self.stdout, (line.as_json() if options["json"] else line.as_text() for line in lines))
        if not all(line.is_well for line in lines):
            raise SystemExit(1)


def _year(engagement: Engagement, text: str) -> FiscalYear:
    """Give the fiscal year that was named, else the latest.

    Raises:
        CommandError: there is none.
    """
    year = year_named(engagement, text) or engagement.fiscal_years.first()
    if year is None:
        raise CommandError(_("The engagement has no fiscal year."))
    return year


def _sent(year: FiscalYear, destination: EntryDestination, options: dict[str, Any]) -> list[telling.Line]:
    """Prepare an export and send it, unless it was only to be tried."""
    entries = _wanted(year, options["only"])
    if not entries:
        return []
    batch = _prepared(year, destination)
    remembered = starting.last_series(batch)
    named = {kind: options[f"series_{kind.lower()}"] for kind in {entry.kind for entry in entries}}
    series = {**remembered, **{kind: code or remembered.get(kind, "") for kind, code in named.items()}}
    _demand_manual(batch, [series[kind] for kind in named])
    if options["dry_run"]:
        return [telling.of_offered(one) for one in offered(batch, series, entries=entries)]
    _send(batch, starting.Chosen({entry.pk: entry.version for entry in entries}, series))
    job_run.run_here(str(batch.job_id))
    batch.refresh_from_db()
    stop = telling.of_stop(batch)
    return [*map(telling.of_item, _items(batch)), *([stop] if stop else [])]


def _wanted(year: FiscalYear, only: frozenset[str] | None) -> list[ClosingEntry]:
    """Give the entries that can be sent, or those of them that were named.

    Raises:
        CommandError: one that was named is not among them.
    """
    entries = waiting(year)
    if only is None:
        return entries
    if unknown := only - {str(one) for one in entries}:
        names = sorted(unknown, key=lambda name: (name[0], int(name[1:])))
        raise CommandError(
            _("Not to be transferred: %(entries)s.") % {"entries": ", ".join(names)}, returncode=WRONG_USAGE
        )
    return [one for one in entries if str(one) in only]


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
        raise CommandError(telling.reason(batch.destination, batch.stop_reason or UNEXPECTED, batch.stop_words))
    return batch


def _demand_manual(batch: ExportBatch, series: list[str]) -> None:
    """See that the series take vouchers from outside.

    Raises:
        CommandError: one does not, or was neither named nor used before.
    """
    manual = [one.code for one in conditions.from_json(batch.conditions).manual_series]
    if not set(series) <= set(manual):
        facts = {"codes": ", ".join(manual) or "–"}
        message = _("Name the voucher series with --series-v and --series-s: %(codes)s.") % facts
        raise CommandError(message, returncode=WRONG_USAGE)


def _send(batch: ExportBatch, chosen: starting.Chosen) -> None:
    """Start the job that sends what was chosen.

    Raises:
        CommandError: it cannot be sent now.
    """
    try:
        starting.send(batch, chosen, actor=None)
    except AlreadyRunning as error:
        raise _under_way() from error
    except starting.EntryGoneError as error:
        raise CommandError(telling.gone_sentence(error.entry)) from error
    except starting.NotReadyError as error:
        raise CommandError(_("Another export was begun meanwhile. Look what it sent, and export again.")) from error


def _reconciled(year: FiscalYear) -> list[telling.Line]:
    """Look up what the ended exports of a year left uncertain or unread.

    Raises:
        CommandError: something of the engagement is under way, and may settle it.
    """
    if live_exchange(year.engagement):
        raise _under_way()
    ended = ExportBatch.objects.filter(fiscal_year=year, state=ExportBatch.State.ENDED)
    unsettled = ended.filter(items__in=ExportItem.objects.filter(_unsettled())).distinct()
    return [line for batch in unsettled.order_by("created_at") for line in _looked_up(batch)]


def _looked_up(batch: ExportBatch) -> list[telling.Line]:
    """Look up an export; tell of what was open, and of every entry that turns out to be booked twice."""
    was_open = set(batch.items.filter(_unsettled()).values_list("pk", flat=True))
    try:
        starting.check(batch, actor=None)
    except AlreadyRunning as error:
        raise _under_way() from error
    job = job_run.run_here(str(batch.job_id))
    failure = telling.of_failure(batch, job)
    told = [item for item in _items(batch) if item.pk in was_open or item.state == ExportItem.State.DUPLICATE]
    return [*map(telling.of_item, told), *([failure] if failure else [])]


def _unsettled() -> Q:
    unread = Q(state__in=ExportItem.BOOKED, checked=ExportItem.Check.NOT_YET)
    return Q(state__in=ExportItem.UNCERTAIN) | unread


def _under_way() -> CommandError:
    return CommandError(_("An import or an export of this engagement is under way."))


def _items(batch: ExportBatch) -> list[ExportItem]:
    return list(batch.items.select_related("entry", "batch").order_by("ordinal"))
