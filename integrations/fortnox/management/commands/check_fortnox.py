"""`manage.py check_fortnox [ENGAGEMENT]`: how the installation and its connections to Fortnox stand."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_scopes import scopes_disabled

from closing.engagements.named import engagements_named
from integrations.fortnox.connection import checking
from integrations.fortnox.connection.checking import Checked, Setup


class Command(BaseCommand):
    """Asks Fortnox nothing, and tells no secret; exits with 1 when something is wrong."""

    help = "Tell how the connections to Fortnox stand, and what is wrong with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an engagement, and the form of the answer."""
        parser.add_argument("engagement", nargs="?", metavar="ENGAGEMENT", help="its id or its organisation number")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell of the installation, then of each connection."""
        with scopes_disabled():
            wanted = engagements_named(options["engagement"]) if options["engagement"] else [None]
            setup = checking.setup()
            found = [one for engagement in wanted for one in checking.connections(engagement, now=timezone.now())]
        if options["json"]:
            for fact in (asdict(setup), *map(asdict, found)):
                self.stdout.write(json.dumps(fact, ensure_ascii=False, default=str))
        else:
            for line in (*_of_setup(setup), *(line for one in found for line in _of_connection(one))):
                self.stdout.write(line)
        if setup.problems or any(one.problems for one in found):
            sys.exit(1)


def _of_setup(setup: Setup) -> Iterator[str]:
    yield f"Application: {setup.client_id or 'none'}" + (" (simulator)" if setup.is_simulated else "")
    yield f"Interface: {setup.api}"
    yield f"Login: {setup.login}"
    yield from (f"WRONG  {problem}" for problem in setup.problems)


def _of_connection(one: Checked) -> Iterator[str]:
    account = "service account" if one.is_service else "personal"
    yield f"{one.engagement}: {one.company} {one.organisation_number}, tenant {one.tenant}, by {one.person}, {account}"
    yield f"       {one.shown} ({one.state}), last day {one.until}, {one.days_left} days left"
    last = one.last_refresh or "none yet"
    key = "newest key" if one.on_newest_key else "older key"
    yield f"       access token until {one.access_until or '–'}, tokens given {one.refreshed or '–'}"
    yield f"       last refresh: {last}; sealed with the {key}"
    if one.missing_scopes:
        yield f"       scopes not given: {', '.join(one.missing_scopes)}"
    yield from (f"WRONG  {problem}" for problem in one.problems)
