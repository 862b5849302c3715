"""`manage.py seed_demo`: an agency to try the product with."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django_scopes import scope

from closing.books.models import Books
from closing.demo import engagements, people
from closing.demo.company import CAFE
from closing.engagements.models import Agency, Engagement
from closing.formatting import orgnr
from closing.importing.models import ImportRun
from closing.jobs.management.telling import TellingCommand


class Command(TellingCommand):
    """Makes the demo agency, its people, engagements, books and files; what is there already stays as it is."""

    help = "Make the demo agency with engagements and books, and write SIE files to try. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two answers."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing when any agency is there")
        parser.add_argument("--yes", action="store_true", help="also outside development (DEBUG=0)")
        super().add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make what is missing."""
        self.as_json = options["json"]
        if not settings.DEBUG and not options["yes"]:
            raise CommandError("This is not a development installation (DEBUG=0). Demo data needs --yes here.")
        if options["if_empty"] and _has_agency():
            return
        call_command("migrate", interactive=False, verbosity=0)
        agency = people.agency()
        if agency is None:
            agency, login = people.make_agency()
            self._tell_login(login)
        self.tell("agency", f"Agency {agency.name}", name=agency.name)
        files = engagements.write_files()
        with scope(agency=agency):
            self._engagements(agency, files)
        self._tell_files(files)

    def _engagements(self, agency: Agency, files: engagements.DemoFiles) -> None:
        builder, *others = engagements.make_missing(agency, people.administrator())
        if not Books.objects.filter(fiscal_year__engagement=builder).exists():
            self._import(builder, files)
        for engagement in (builder, *others):
            number = orgnr(engagement.organisation_number)
            self.tell("engagement", f"Engagement {number} {engagement.name}", number=number, name=engagement.name)

    def _import(self, engagement: Engagement, files: engagements.DemoFiles) -> None:
        run = engagements.import_books(engagement, files.imported, people.administrator())
        if run.state not in ImportRun.IMPORTED:
            raise CommandError(f"The demo's books were not imported: {run.get_state_display()} {run.error_code}")

    def _tell_files(self, files: engagements.DemoFiles) -> None:
        again, new = str(files.later), str(files.newcomer)
        self.tell("file", f"To import again, with changes: {again}", path=again)
        company = f"{CAFE.name}, {orgnr(CAFE.organisation_number)}, AB, K2, {engagements.CAFE_YEAR} – 2026-04-30"
        self.tell("file", f"To set up a company in the start guide: {company}: {new}", path=new)

    def _tell_login(self, login: people.Login) -> None:
        """Tell a login that was made up; the known one is what `demo_login` tells."""
        if not settings.DEBUG:
            words = f"Sign in as {login.address} with {login.password}, authenticator secret {login.secret}"
            self.tell("login", words, address=login.address, password=login.password, secret=login.secret)


def _has_agency() -> bool:
    """Say whether there is an agency; a database without tables has none."""
    table = Agency._meta.db_table  # noqa: SLF001 -- Django's documented model API
    return table in connection.introspection.table_names() and Agency.objects.exists()
