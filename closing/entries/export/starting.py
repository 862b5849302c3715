"""Beginning an export: prepared by a job that asks the bookkeeping, then sent by another with what the user chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from closing.engagements.models import FiscalYear
from closing.entries import transfers
from closing.entries.errors import EntryError
from closing.entries.export import outgoing
from closing.entries.export.destinations import EntryDestination
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry
from closing.jobs.enqueue import enqueue, exchange_key
from closing.jobs.models import Job
from closing.users.models import User

PREPARE_KIND, SEND_KIND, CHECK_KIND = "export_prepare", "export", "export_check"


class ExportError(Exception):
    """Keeps an export from being sent."""


class NothingChosenError(ExportError):
    """No entry was chosen."""


class NotReadyError(ExportError):
    """It is not ready to be sent: it is being sent already, has ended, or was made anew in another window."""


class EntryGoneError(ExportError):
    """An entry was changed, deleted or sent by somebody else since it was shown; `entry` is it."""

    def __init__(self, entry: ClosingEntry) -> None:
        super().__init__(str(entry))
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user chose to send.

    Attributes:
        versions: of the entries, by their ids, as they were shown.
        series_by_kind: the voucher series for V and for S.
    """

    versions: Mapping[UUID, int]
    series_by_kind: Mapping[str, str]


@transaction.atomic
def prepare(year: FiscalYear, destination: EntryDestination, *, actor: User | None) -> ExportBatch:
    """Begin to prepare an export; the drafts that the same person made of the year go.

    Raises:
        AlreadyRunning: one is being prepared for this person.
    """
    drafts = ExportBatch.objects.filter(fiscal_year=year, created_by=actor, state__in=ExportBatch.DRAFT)
    discard(drafts.exclude(state=ExportBatch.State.PREPARING))
    batch = ExportBatch.objects.create(
        engagement=year.engagement, fiscal_year=year, destination=destination.key, created_by=actor
    )
    batch.job = enqueue(
        PREPARE_KIND,
        params={"batch_id": str(batch.pk)},
        engagement=year.engagement,
        created_by=actor,
        dedupe_key=f"export-prepare:{year.pk}:{actor.pk if actor else ''}",
    )
    batch.save(update_fields=["job"])
    return batch


@transaction.atomic
def discard(drafts: QuerySet[ExportBatch]) -> int:
    """Remove drafts, but for those that somebody sends at this moment; say how many."""
    held = list(drafts.select_for_update().values_list("pk", flat=True))
    return ExportBatch.objects.filter(pk__in=held).delete()[0]


@transaction.atomic
def send(batch: ExportBatch, chosen: Chosen, *, actor: User | None) -> None:
    """Take the chosen entries out, freeze their vouchers, and start the job that sends them.

    Raises:
        NothingChosenError: no entry was chosen.
        NotReadyError: it is not ready to be sent.
        EntryGoneError: an entry is not as it was shown.
        AlreadyRunning: an import or an export of the engagement is under way.
    """
    ready = ExportBatch.objects.filter(pk=batch.pk, state=ExportBatch.State.READY)
    series = dict(chosen.series_by_kind)
    if not chosen.versions:
        raise NothingChosenError
    if not ready.update(state=ExportBatch.State.RUNNING, series_by_kind=series, created_by=actor):
        raise NotReadyError
    batch.refresh_from_db()
    entries = ClosingEntry.objects.filter(fiscal_year=batch.fiscal_year, pk__in=chosen.versions)
    if len(entries) < len(chosen.versions):
        raise NotReadyError
    for ordinal, entry in enumerate(entries.order_by("-kind", "number").prefetch_related("rows"), start=1):
        _add(batch, entry, ordinal=ordinal, version=chosen.versions[entry.pk])
    batch.job = _start(batch, SEND_KIND, actor)
    batch.save(update_fields=["job"])


@transaction.atomic
def check(batch: ExportBatch, *, actor: User | None) -> None:
    """Start the job that looks up what an ended export left uncertain or unread.

    Raises:
        NotReadyError: it has not ended.
        AlreadyRunning: an import or an export of the engagement is under way.
    """
    if batch.state != ExportBatch.State.ENDED:
        raise NotReadyError
    batch.job = _start(batch, CHECK_KIND, actor)
    batch.save(update_fields=["job"])


def last_series(batch: ExportBatch) -> dict[str, str]:
    """Give the series that the engagement's last export went to, by the kind of entries."""
    earlier = ExportBatch.objects.filter(engagement=batch.engagement, destination=batch.destination)
    last = earlier.exclude(state__in=ExportBatch.DRAFT).order_by("-created_at").first()
    return dict(last.series_by_kind) if last else {}


def _start(batch: ExportBatch, kind: str, actor: User | None) -> Job:
    return enqueue(
        kind,
        params={"batch_id": str(batch.pk)},
        engagement=batch.engagement,
        created_by=actor,
        dedupe_key=exchange_key(batch.engagement),
    )


def _add(batch: ExportBatch, entry: ClosingEntry, *, ordinal: int, version: int) -> None:
    try:
        transfers.take_out(entry, version=version)
    except EntryError as error:
        raise EntryGoneError(entry) from error
    series = batch.series_by_kind.get(entry.kind, "")
    comments = f"Kvitt {entry} {batch.fiscal_year} [{entry.marker}]"
    voucher = outgoing.outgoing(entry.as_draft(), marker=entry.marker, series=series, comments=comments)
    ExportItem.objects.create(
        batch=batch,
        entry=entry,
        ordinal=ordinal,
        marker=entry.marker,
        voucher=outgoing.as_json(voucher),
        sha256=voucher.sha256,
        series=series,
    )
