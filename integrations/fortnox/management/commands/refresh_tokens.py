"""`manage.py refresh_tokens [--all | --replay]`: refresh the tokens that are due, or store what a dead process left."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from integrations.fortnox.connection import spool, upkeep
from integrations.fortnox.models import FortnoxConnection


class Command(BaseCommand):
    """Does what the periodic job does, now; exits with 1 when something was left undone."""

    help = "Refresh the tokens of Fortnox connections that are due, after storing what a dead process left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choose how much, and the form of the answer."""
        parser.add_argument("--replay", action="store_true", help="only store what a dead process left in the spool")
        parser.add_argument("--all", action="store_true", help="refresh every connection that lives, due or not")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store, then refresh."""
        replayed = spool.replay()
        words = "Spool: {stored} stored, {outdated} out of date, {unreadable} unreadable."
        self._tell({"spool": replayed}, words.format(**replayed), as_json=options["json"])
        left = replayed["unreadable"]
        if not options["replay"]:
            left += sum(not self._refresh(one, as_json=options["json"]) for one in _chosen(everything=options["all"]))
        if left:
            sys.exit(1)

    def _refresh(self, connection: FortnoxConnection, *, as_json: bool) -> bool:
        is_new = upkeep.refresh(connection)
        connection.refresh_from_db(fields=["state"])
        facts = {"connection": str(connection.pk), "refreshed": is_new, "state": connection.state}
        words = "new tokens" if is_new else f"no new tokens, {connection.state}"
        self._tell(facts, f"{connection.company_name} ({connection.pk}): {words}", as_json=as_json)
        return is_new

    def _tell(self, facts: dict[str, Any], words: str, *, as_json: bool) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False) if as_json else words)


def _chosen(*, everything: bool) -> list[FortnoxConnection]:
    if everything:
        return list(FortnoxConnection.objects.filter(state=FortnoxConnection.State.CONNECTED).order_by("refreshed_at"))
    return list(upkeep.due(timezone.now()))
