"""What the page of an export shows: by how it stands, one of five things."""

from typing import Any

from closing.engagements.access import EngagementRequest, Right, has_right
from closing.entries.export.conditions import from_json
from closing.entries.export.destinations import DestinationState, destination_named, destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.pages import following
from closing.entries.export.pages.choosing import Choice, choice
from closing.entries.export.pages.forms import VoucherForm
from closing.entries.export.words.reasons import DIED, NO_DESTINATION, REASONS
from closing.entries.export.words.telling import reason_sentence
from closing.jobs.models import Job
from closing.jobs.texts import words

State = ExportBatch.State


def batch_page(
    request: EngagementRequest,
    batch: ExportBatch,
    *,
    chosen: Choice | None = None,
    typed: tuple[ExportItem, VoucherForm] | None = None,
) -> dict[str, Any]:
    """Gather what the page of an export shows.

    Args:
        request: whose page it is.
        batch: the export.
        chosen: a choice that was sent and cannot be taken, or was sent to be looked at again.
        typed: the voucher of an entry as a person told it, when something is wrong with that.
    """
    context: dict[str, Any] = {
        "batch": batch,
        "year": batch.fiscal_year,
        "may_export": has_right(request.membership, Right.EXPORT),
        "destination": connection_state(request, batch),
        "name": following.system_name(batch),
        "is_live": following.is_live(batch),
        "is_interrupted": following.is_interrupted(batch),
        "receiver": from_json(batch.conditions) if batch.conditions else None,
    }
    if batch.state == State.READY:
        return {**context, "choice": chosen or choice(batch)}
    if batch.state in (State.PREPARING, State.NOT_PREPARED):
        return {**context, "reason": _why_not_prepared(batch)}
    return {
        **context,
        "standing": following.standing(batch, typed=typed),
        "is_checking": following.is_checking(batch),
        "check_failure": following.check_failure(batch),
    }


def live_part(request: EngagementRequest, batch: ExportBatch) -> dict[str, Any]:
    """Gather what the part of the page shows that is asked for anew while the export is under way."""
    return {
        "batch": batch,
        "year": batch.fiscal_year,
        "may_export": has_right(request.membership, Right.EXPORT),
        "name": following.system_name(batch),
        "is_live": following.is_live(batch),
        "is_checking": following.is_checking(batch),
        "standing": None if batch.state == State.PREPARING else following.standing(batch),
    }


def connection_state(request: EngagementRequest, batch: ExportBatch) -> DestinationState:
    """Say whether the reader can send entries to where this export goes; the data source may have changed since."""
    destination = destination_of(batch.engagement)
    if destination is None or destination.key != batch.destination:
        return DestinationState(is_ready=False, sentence=str(REASONS[NO_DESTINATION]))
    return destination.state(batch.engagement, request.user)


def _why_not_prepared(batch: ExportBatch) -> str:
    """Say why the bookkeeping could not be asked; of a job that died, how it died."""
    if batch.stop_reason:
        return reason_sentence(batch.stop_reason, destination_named(batch.destination))
    if batch.job and batch.job.state == Job.State.FAILED:
        return words(batch.job)
    return str(REASONS[DIED])
