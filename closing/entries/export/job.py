"""What the queue calls: an export is prepared, sent, looked up, and swept when its worker died."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from closing.activity.events import Code
from closing.entries.export import conditions, sending
from closing.entries.export.destinations import DestinationError, destination_of
from closing.entries.export.ending import Stop, close, settle_dead, write_log
from closing.entries.export.models import LONGEST_WORDS, ExportBatch
from closing.entries.export.reading_back import read_back
from closing.entries.export.starting import discard
from closing.entries.export.words.reasons import CANCELLED, NO_DESTINATION, UNEXPECTED
from closing.entries.export.work import Progress, Terms, Work, on_behalf_of
from closing.jobs.errors import Cancelled, LeaseLost, Retry, UserError

OLD_DRAFT = timedelta(days=1)


def prepare(progress: Progress, batch_id: str) -> dict[str, str]:
    """Ask the bookkeeping what vouchers must meet, for the user to choose by.

    Raises:
        UserError: it cannot be asked, or is not the right one.
    """
    batch = _batch(batch_id)
    if batch.state != ExportBatch.State.PREPARING:
        return {"state": batch.state}
    progress.report(10, "asking")
    preparing = ExportBatch.objects.filter(pk=batch.pk, state=ExportBatch.State.PREPARING)
    try:
        found = _work(batch, progress, Terms()).bookkeeping.conditions()
        stop = Stop(sending.unfit(batch, found))
    except DestinationError as error:
        stop = Stop(error.reason, error.words)
    if stop.reason:
        words = stop.words[:LONGEST_WORDS]
        preparing.update(state=ExportBatch.State.NOT_PREPARED, stop_reason=stop.reason, stop_words=words)
        raise UserError(stop.reason)
    preparing.update(state=ExportBatch.State.READY, conditions=conditions.as_json(found))
    return {"state": ExportBatch.State.READY}


def send(progress: Progress, batch_id: str, terms: Terms | None = None) -> dict[str, str]:
    """Bring an export to its end, or as far as it can be brought now.

    Raises:
        Retry: what is uncertain has to be left alone for a while.
        Cancelled: somebody stopped it.
        LeaseLost: another worker does it now.
    """
    batch = _batch(batch_id)
    if batch.state != ExportBatch.State.RUNNING:
        return {"state": batch.state}
    try:
        sending.run(_work(batch, progress, terms or Terms()))
    except (Retry, LeaseLost):
        raise
    except Cancelled:
        _close(batch, Stop(CANCELLED), progress)
        raise
    except DestinationError as error:
        sending.look_later(batch, error)
        _close(batch, Stop(error.reason, error.words), progress)
    except Exception:
        _close(batch, Stop(UNEXPECTED), progress)
        raise
    return {"state": ExportBatch.State.ENDED}


def check(progress: Progress, batch_id: str, terms: Terms | None = None) -> dict[str, str]:
    """Look up what an ended export left uncertain, and read back what was not; sends nothing.

    Raises:
        Retry: something may still come.
        UserError: the bookkeeping cannot be asked, or does not tell.
    """
    batch = _batch(batch_id)
    try:
        work = _work(batch, progress, terms or Terms())
        sending.checked_conditions(work)
        sending.settle_uncertain(work, sends_again=False)
        read_back(work)
    except DestinationError as error:
        raise UserError(error.reason) from error
    except sending.StopExport as stopped:
        raise UserError(stopped.stop.reason) from stopped
    with transaction.atomic():
        progress.confirm()
        write_log(batch, Code.EXPORT_CHECKED, work.actor)
    return {"state": batch.state}


def sweep(progress: Progress) -> dict[str, int]:
    """End exports whose jobs have died, and remove drafts that nobody sent; run now and then."""
    ended = 0
    for batch in ExportBatch.objects.filter(state__in=ExportBatch.LIVE).select_related("job", "engagement__agency"):
        progress.check()
        ended += settle_dead(batch)
    drafts = ExportBatch.objects.filter(state__in=ExportBatch.DRAFT, created_at__lt=timezone.now() - OLD_DRAFT)
    return {"ended": ended, "removed": discard(drafts.exclude(state=ExportBatch.State.PREPARING))}


def _close(batch: ExportBatch, stop: Stop, progress: Progress) -> None:
    with transaction.atomic():
        progress.confirm()
        close(batch, stop, actor=batch.created_by)


def _batch(batch_id: str) -> ExportBatch:
    related = ("engagement__agency", "fiscal_year__engagement", "created_by", "job__created_by")
    return ExportBatch.objects.select_related(*related).get(pk=batch_id)


def _work(batch: ExportBatch, progress: Progress, terms: Terms) -> Work:
    """Open the bookkeeping of an export; the engagement may have changed its data source since.

    Raises:
        DestinationError: it cannot be opened.
    """
    destination = destination_of(batch.engagement)
    if destination is None or destination.key != batch.destination:
        raise DestinationError(NO_DESTINATION)
    bookkeeping = destination.open(batch.fiscal_year, on_behalf_of(batch), progress)
    return Work(batch, bookkeeping, progress, terms)
