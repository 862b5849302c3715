"""What one piece of work on an export needs: the batch, the bookkeeping it goes to, the clock, a sign of life."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import sleep
from typing import Protocol

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils import timezone

from closing.entries.export.destinations import Bookkeeping
from closing.entries.export.models import ExportBatch
from closing.jobs.errors import Retry
from closing.users.models import User

FRESH_SECONDS = 30
"""A voucher leaves so soon after its intent was written, or not at all; less than the quiet period by far."""

LONGEST_RUN = timedelta(seconds=settings.JOB_TIMEOUT_SECONDS // 2)

LONGEST_CALL_SECONDS = 65
"""Five to reach the bookkeeping and sixty for its answer. Source: docs/decisions/0076-fortnox-client.md."""
SHORTEST_QUIET_SECONDS = FRESH_SECONDS + LONGEST_CALL_SECONDS
"""So long after its intent a voucher may still be under way."""


def check_quiet_period(**_options: object) -> list[CheckMessage]:
    """Check that what is uncertain is left alone for longer than a call can take."""
    if settings.EXPORT_QUIET_SECONDS >= SHORTEST_QUIET_SECONDS:
        return []
    hint = f"Set it to {SHORTEST_QUIET_SECONDS} or more."
    return [Error("EXPORT_QUIET_SECONDS is too short: vouchers could be booked twice.", hint=hint, id="export.E004")]


class Progress(Protocol):
    """Told how far the work has come; it may raise to stop it."""

    def report(self, per_cent: int, step: str, **facts: str | int) -> None:
        """Show how far the work has come, and which step it is at."""

    def check(self) -> None:
        """Tell that the work goes on."""

    def confirm(self) -> None:
        """Make sure, in the transaction under way, that the work is still this worker's."""


def _quiet() -> timedelta:
    return timedelta(seconds=settings.EXPORT_QUIET_SECONDS)


@dataclass(frozen=True, slots=True)
class Terms:
    """The clock, and how long a voucher is left alone whose fate is not known."""

    quiet: timedelta = field(default_factory=_quiet)
    now: Callable[[], datetime] = field(default=timezone.now)
    sleep: Callable[[float], None] = field(default=sleep)


def on_behalf_of(batch: ExportBatch) -> User | None:
    """Give the person who asked for the work under way; who checks an export need not be who sent it."""
    return batch.job.created_by if batch.job else batch.created_by


@dataclass(frozen=True, slots=True)
class Work:
    """An export under way.

    Attributes:
        batch: which one.
        bookkeeping: of the fiscal year, over there.
        progress: who is told.
        terms: the clock.
        begun: when this run of it began.
    """

    batch: ExportBatch
    bookkeeping: Bookkeeping
    progress: Progress
    terms: Terms
    begun: datetime = field(default_factory=timezone.now)

    @property
    def actor(self) -> User | None:
        """Give the person on whose behalf it is done."""
        return on_behalf_of(self.batch)

    def pause_if_long(self) -> None:
        """Tell that the work goes on, and let it go on in another run before the queue ends this one.

        Raises:
            Retry: this run has taken long.
            Cancelled: somebody asked to stop.
            LeaseLost: another worker does it now.
        """
        self.progress.check()
        if timezone.now() - self.begun > LONGEST_RUN:
            raise Retry(after=timedelta(0))

    def step(self, step: str, number: int, of: int) -> None:
        """Tell which entry the work is at."""
        self.progress.report(min(99, 100 * number // max(of, 1)), step, number=number, of=of)
