"""`manage.py verify_log`: prove that no line of the activity log was changed, added in between or taken out."""

import json
import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from closing.activity import append_only
from closing.activity.proof import Verdict, verify
from closing.engagements.models import Agency

REASONS = {
    "gap": "it is missing",
    "previous": "it does not follow the event before it",
    "content": "its content was altered",
    "end": "it is missing, and all that came after it",
    "beyond": "it stands beyond the end of the chain",
    "head": "the chain should end with another",
}


class Command(BaseCommand):
    """Walks the hash chain of every agency; exits with 1 at a broken one, or when the database would allow changes."""

    help = "Prove that the activity log is unbroken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one agency, and the form of the answer."""
        parser.add_argument("--agency", type=UUID, help="the id of one agency; all of them without it")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk the chains and tell of each."""
        agencies = Agency.objects.order_by("name", "pk")
        if options["agency"]:
            agencies = agencies.filter(pk=options["agency"])
            if not agencies:
                raise CommandError("No such agency.")
        verdicts = []
        for agency in agencies:
            verdicts.append(verify(agency))
            self.stdout.write(_as_json(verdicts[-1]) if options["json"] else _told(verdicts[-1]))
        is_forbidden = append_only.is_forbidden(connection)
        if options["json"]:
            self.stdout.write(json.dumps({"append_only": is_forbidden}))
        elif not is_forbidden:
            self.stdout.write("OPEN    The database would allow changes of the log: its triggers are gone.")
        if not is_forbidden or any(verdict.broken for verdict in verdicts):
            sys.exit(1)


def _as_json(verdict: Verdict) -> str:
    broken = verdict.broken
    facts = {
        "agency": str(verdict.agency.pk),
        "name": verdict.agency.name,
        "events": verdict.events,
        "head": verdict.head,
        "broken_at": broken.sequence if broken else None,
        "reason": broken.reason if broken else "",
    }
    return json.dumps(facts, ensure_ascii=False)


def _told(verdict: Verdict) -> str:
    name = verdict.agency.name
    if verdict.broken:
        return f"BROKEN  {name}: event {verdict.broken.sequence}, {REASONS[verdict.broken.reason]}."
    return f"whole   {name}: {verdict.events} events, head {verdict.head[:16] or '–'}"
