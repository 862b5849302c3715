"""`manage.py import_fortnox ENGAGEMENT`: import from Fortnox in the foreground, through the same job as the pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from closing.engagements.named import engagement_named, year_named
from closing.importing.catalogue import DECISIONS
from closing.importing.management.foreground import as_json, as_text, imported
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from closing.importing.sources import CHOSEN, UnknownSourceError, source_of
from closing.printing import show
from integrations.fortnox.source import ALL_YEARS, BOOKS, LEDGERS, FortnoxSource


class Command(BaseCommand):
    """Import from Fortnox over the connection of whoever is connected; prints one line for each fact and finding."""

    help = "Import an engagement from Fortnox. Exit status: 0 imported, 1 refused or failed, 2 wrong usage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the engagement, what to fetch, and the decisions taken beforehand."""
        parser.add_argument("engagement", metavar="ENGAGEMENT", help="its id or its organisation number")
        parser.add_argument(
            "--only", choices=[BOOKS, LEDGERS], help="the accounting data or the ledgers; both without it"
        )
        parser.add_argument("--all-years", action="store_true", help="every fiscal year in Fortnox")
        parser.add_argument("--year", default="", help="the fiscal year to work on, as 2025; the latest without it")
        accepted = f"take a decision beforehand: {', '.join(DECISIONS)}"
        parser.add_argument("--accept", action="append", default=[], choices=DECISIONS, metavar="CODE", help=accepted)
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Start the import and do its job here; the exit status is 1 unless it was imported."""
        with scopes_disabled():
            engagement = engagement_named(options["engagement"])
            chosen = [options["only"]] if options["only"] else [BOOKS, LEDGERS]
            chosen += [ALL_YEARS] if options["all_years"] else []
            choices = Choices(
                tuple(options["accept"]),
                answers={CHOSEN: " ".join(chosen)},
                year=year_named(engagement, options["year"]),
            )
            run = imported(engagement, _source(), choices=choices)
            show(self.stdout, as_json(run) if options["json"] else as_text(run))
        if run.outcome not in ImportRun.IMPORTED:
            raise SystemExit(1)


def _source() -> FortnoxSource:
    """Give the source as the settings name it.

    Raises:
        CommandError: this installation has no application at Fortnox.
    """
    try:
        source = source_of(FortnoxSource.key)
    except UnknownSourceError as error:
        raise CommandError(_("This installation has no application at Fortnox: set FORTNOX_CLIENT_ID.")) from error
    assert isinstance(source, FortnoxSource)  # noqa: S101 -- for the type checker
    return source
