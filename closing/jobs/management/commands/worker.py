"""`manage.py worker`: do background jobs, under a watchdog."""

from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, connections

from closing.jobs import health
from closing.jobs.management.telling import TellingCommand
from closing.jobs.watchdog import Watchdog


class Command(TellingCommand):
    """Runs until it is told to stop; running jobs are let to their end."""

    help = "Do background jobs until told to stop (SIGTERM or Ctrl-C; a second time: at once)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Watch the workers."""
        self.as_json = options["json"]
        try:
            is_migrated = health.is_migrated()
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}") from error
        if not is_migrated:
            raise CommandError("The database is not up to date. Run manage.py migrate first.")
        connections.close_all()
        self.tell("started", "The worker is at work.")
        Watchdog().run()
        self.tell("stopped", "The worker has stopped.")
