"""How an export ends: what was not sent is given back, the rest is counted and written down."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from closing import crash
from closing.activity import log
from closing.activity.events import Code
from closing.activity.models import Event
from closing.entries.export import settling
from closing.entries.export.destinations import destination_named
from closing.entries.export.models import LONGEST_WORDS, ExportBatch, ExportItem
from closing.entries.export.words.reasons import CANCELLED, DIED, STOPPED
from closing.entries.export.work import Work
from closing.jobs import run as job_run
from closing.jobs.models import Job
from closing.users.models import User

State = ExportItem.State


@dataclass(frozen=True, slots=True)
class Stop:
    """Why an export stopped before its end: a code, and the bookkeeping's own words where it gave any."""

    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries of an export came to what."""

    booked: int
    refused: int
    uncertain: int
    returned: int

    @classmethod
    def of(cls, batch: ExportBatch) -> "Count":
        """Count the entries of an export."""
        states = Counter(batch.items.values_list("state", flat=True))

        def total(group: tuple[ExportItem.State, ...]) -> int:
            return sum(states[state] for state in group)

        return cls(
            total(ExportItem.BOOKED),
            states[State.REJECTED],
            total(ExportItem.UNCERTAIN),
            states[State.RETURNED] + states[State.PENDING],
        )


@transaction.atomic
def finish(work: Work, stop: Stop = Stop()) -> None:
    """End an export: give back what was not sent, write the log, let the destination hear of it.

    Raises:
        LeaseLost: another worker does this export now.
    """
    work.progress.confirm()
    crash.point("export:before_end")
    close(work.batch, stop, actor=work.actor)


@transaction.atomic
def send_no_more(work: Work, stop: Stop) -> None:
    """Give back what waits and keep why, so that a later run, after a pause or a worker's death, sends nothing either.

    Raises:
        LeaseLost: another worker does this export now.
    """
    work.progress.confirm()
    ExportBatch.objects.filter(pk=work.batch.pk, state=ExportBatch.State.RUNNING).update(**_why(stop))
    _give_back_waiting(work.batch, work.actor)


@transaction.atomic
def close(batch: ExportBatch, stop: Stop, *, actor: User | None) -> bool:
    """End an export that is under way; say whether it was."""
    running = ExportBatch.objects.filter(pk=batch.pk, state=ExportBatch.State.RUNNING)
    now = timezone.now()
    if not running.update(state=ExportBatch.State.ENDED, finished_at=now, **_why(stop)):
        return False
    _give_back_waiting(batch, actor)
    for item in _items(batch, State.SENDING):
        settling.lose_sight(item, actor=actor)
    write_log(batch, Code.EXPORT_ENDED, actor)
    destination = destination_named(batch.destination)
    if destination:
        booked = Count.of(batch).booked
        destination.exported(batch.fiscal_year, actor, booked=booked, today=timezone.localdate(now))
    return True


def write_log(batch: ExportBatch, code: Code, actor: User | None) -> None:
    """Write a line about an export in the activity log."""
    count = Count.of(batch)
    destination = destination_named(batch.destination)
    log.record(
        code,
        agency=batch.engagement.agency,
        engagement=batch.engagement,
        actor=actor,
        facts={
            "year": str(batch.fiscal_year),
            "destination": destination.name if destination else batch.destination,
            "booked": count.booked,
            "refused": count.refused,
            "uncertain": count.uncertain,
            "returned": count.returned,
        },
        result=Event.Result.WARNED if count.refused or count.uncertain or count.returned else Event.Result.DONE,
        object_type="entry_export",
        object_id=str(batch.pk),
        job_id=batch.job_id,
    )


@transaction.atomic
def cancel(batch: ExportBatch, *, actor: User) -> None:
    """Stop an export: one that waits at once, one under way before its next voucher.

    Nobody sees its job ended and the export itself not, which is what a worker's death looks like.
    """
    batch.refresh_from_db()
    if batch.job:
        job_run.cancel(batch.job)
    settle_dead(batch, Stop(CANCELLED), actor=actor)


def settle_dead(batch: ExportBatch, stop: Stop = Stop(DIED), *, actor: User | None = None) -> bool:
    """End an export whose job has ended without ending it; say whether that was so."""
    batch.refresh_from_db()
    if batch.job and batch.job.is_live:
        return False
    if batch.job and batch.job.state == Job.State.CANCELLED:
        stop = Stop(CANCELLED)
    if batch.state == ExportBatch.State.PREPARING:
        preparing = ExportBatch.objects.filter(pk=batch.pk, state=ExportBatch.State.PREPARING)
        return bool(preparing.update(state=ExportBatch.State.NOT_PREPARED, stop_reason=stop.reason))
    return close(batch, stop, actor=actor)


def _why(stop: Stop) -> dict[str, str]:
    """Give the fields that say why an export stopped; one that stopped for a reason before keeps that one."""
    return {"stop_reason": stop.reason, "stop_words": stop.words[:LONGEST_WORDS]} if stop.reason else {}


def _give_back_waiting(batch: ExportBatch, actor: User | None) -> None:
    for item in _items(batch, State.PENDING):
        reason, words = item.reason or STOPPED, item.words
        settling.let_go(item, State.RETURNED, leaving=(State.PENDING,), reason=reason, words=words, actor=actor)


def _items(batch: ExportBatch, state: ExportItem.State) -> list[ExportItem]:
    found = batch.items.filter(state=state).select_related("entry__fiscal_year__engagement__agency")
    return list(found.order_by("ordinal"))
