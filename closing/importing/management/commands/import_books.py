"""`manage.py import_books ENGAGEMENT FILE…`: import books in the foreground, through the same job as the pages."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement
from closing.engagements.named import engagement_named, year_named
from closing.importing import runs
from closing.importing.catalogue import DECISIONS
from closing.importing.management.foreground import as_json, as_text, imported
from closing.importing.models import ImportRun
from closing.importing.sources import DataSource, UnknownSourceError, source_of, sources
from closing.printing import show
from sie import ENCODINGS

DEFAULT_SOURCE = "sie_file"


class Command(BaseCommand):
    """Import files into the books of an engagement; prints one line for each fact and finding."""

    help = "Import the books of an engagement from files. Exit status: 0 imported, 1 refused or failed, 2 wrong usage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the engagement, the files, and the decisions taken beforehand."""
        keys = [source.key for source in sources() if source.takes_file]
        parser.add_argument("engagement", metavar="ENGAGEMENT", help="its id or its organisation number")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", choices=keys, help="the data source; otherwise the engagement's own")
        parser.add_argument("--year", default="", help="the fiscal year of a file that does not name one, as 2025")
        accepted = f"take a decision beforehand: {', '.join(DECISIONS)}"
        parser.add_argument("--accept", action="append", default=[], choices=DECISIONS, metavar="CODE", help=accepted)
        parser.add_argument("--encoding", default="", choices=["", *ENCODINGS], help="when the bytes are not to decide")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Start the import and do its job here; the exit status is 1 unless the books were imported."""
        with scopes_disabled(), ExitStack() as stack:
            engagement = engagement_named(options["engagement"])
            source = _source(engagement, options["source"])
            files = [stack.enter_context(_opened(path)) for path in options["files"]]
            year = year_named(engagement, options["year"])
            choices = runs.Choices(tuple(options["accept"]), encoding=options["encoding"], year=year)
            run = imported(engagement, source, files=files, choices=choices)
            show(self.stdout, as_json(run) if options["json"] else as_text(run))
        if run.outcome not in ImportRun.IMPORTED:
            raise SystemExit(1)


def _source(engagement: Engagement, key: str | None) -> DataSource:
    try:
        source = source_of(key or engagement.data_source or DEFAULT_SOURCE)
    except UnknownSourceError as error:
        raise CommandError(_("There is no data source %(key)s.") % {"key": error.key}) from error
    if not source.takes_file:
        raise CommandError(_("The data source %(source)s takes no files.") % {"source": source.label})
    return source


def _opened(path: Path) -> "File[bytes]":
    try:
        return File(path.open("rb"), name=path.name)
    except OSError as error:
        what = _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}
        raise CommandError(what) from error
