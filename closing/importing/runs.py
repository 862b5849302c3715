"""Beginning an import, answering what it asks, repeating it, stopping it: each commits a run and its job together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from closing.activity import log
from closing.activity.events import Code as Event
from closing.engagements.models import Engagement, FiscalYear
from closing.importing import run_files
from closing.importing.models import ImportFile, ImportRun
from closing.importing.run_files import StoredFile
from closing.importing.sources import DataSource
from closing.importing.work.ending import names_of, settle
from closing.jobs import run as job_run
from closing.jobs.enqueue import enqueue, exchange_key, live_exchange
from closing.jobs.errors import AlreadyRunning
from closing.users.models import User

JOB_KIND = "import"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided about an import.

    Attributes:
        accepted: codes of decisions taken beforehand.
        answers: answers to the source's own question.
        encoding: how the text of the files is to be read; empty to tell it from the bytes.
        year: the fiscal year of files that do not name one.
    """

    accepted: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    year: FiscalYear | None = None


class NotWaitingError(Exception):
    """The import does not wait for an answer: it was answered already, or has ended."""


class NothingToRepeatError(Exception):
    """The import received no files that it could be repeated with."""


class _Placing(Protocol):
    """Puts the files of a run into its folder."""

    def __call__(self) -> list[StoredFile]:
        """Give the files in their order."""


def start(
    engagement: Engagement,
    *,
    source: DataSource,
    user: User | None,
    files: "Sequence[File[bytes]]" = (),
    choices: Choices = Choices(),
) -> ImportRun:
    """Begin an import; its job starts when the surrounding transaction is committed.

    Args:
        engagement: whose books.
        source: where they come from.
        user: who asked; None for the system.
        files: what was sent, in the order of the user.
        choices: what the user decided.

    Raises:
        AlreadyRunning: an import or an export of the engagement is under way.
    """
    run = _new_run(engagement, source.key, user=user, choices=choices)
    folder = run_files.folder_of(run.pk)

    def receive() -> list[StoredFile]:
        return [
            run_files.receive(folder, ordinal, name=file.name or "", chunks=file.chunks())
            for ordinal, file in enumerate(files)
        ]

    return _begin(run, receive)


def again(run: ImportRun, *, user: User | None, encoding: str = "") -> ImportRun:
    """Begin a new import of the files of an earlier one, read in another encoding if one is given.

    Raises:
        AlreadyRunning: an import or an export of the engagement is under way.
        NothingToRepeatError: the earlier one received no files.
    """
    received = [run_files.stored(file) for file in run.files.filter(made_from=None)]
    if not received:
        raise NothingToRepeatError
    choices = Choices(tuple(run.accepted), run.answers, encoding or run.encoding, run.chosen_year)
    repeated = _new_run(run.engagement, run.source, user=user, choices=choices)
    folder = run_files.folder_of(repeated.pk)
    return _begin(repeated, lambda: [run_files.repeat(folder, file) for file in received])


@transaction.atomic
def accept(
    run: ImportRun, codes: Sequence[str], *, user: User | None, answers: Mapping[str, str] | None = None
) -> None:
    """Take the decisions an import waits for, and let it start over with them.

    Raises:
        NotWaitingError: it waits no longer.
        AlreadyRunning: another import or an export of the engagement is under way.
    """
    accepted = sorted({*run.accepted, *codes})
    waiting = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.WAITING)
    if not waiting.update(state=ImportRun.State.QUEUED, accepted=accepted, answers={**run.answers, **(answers or {})}):
        raise NotWaitingError
    run.refresh_from_db()
    _enqueue(run, user)
    _log(run, Event.IMPORT_ACCEPTED, user, codes=sorted(codes))


def cancel(run: ImportRun, *, user: User | None) -> None:
    """Stop an import: one that waits, for an answer or in the queue, at once; one under way at its next report."""
    waiting = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.WAITING)
    with transaction.atomic():
        if waiting.update(state=ImportRun.State.CANCELLED, finished_at=timezone.now()):
            _log(run, Event.IMPORT_CANCELLED, user, files=names_of(run))
            return
    if run.job:
        job_run.cancel(run.job)
        run.job.refresh_from_db()
        settle(run)


def _new_run(engagement: Engagement, source: str, *, user: User | None, choices: Choices) -> ImportRun:
    return ImportRun(
        engagement=engagement,
        source=source,
        created_by=user,
        chosen_year=choices.year,
        encoding=choices.encoding,
        accepted=sorted(choices.accepted),
        answers=dict(choices.answers),
    )


def _begin(run: ImportRun, place: _Placing) -> ImportRun:
    """Put the files into the run's folder, then commit the run with its job; nothing is left when that fails."""
    live = live_exchange(run.engagement)
    if live:
        raise AlreadyRunning(live)
    folder = run_files.folder_of(run.pk)
    try:
        received = place()
        with transaction.atomic():
            _retire_waiting(run)
            run.save(force_insert=True)
            ImportFile.objects.bulk_create(
                ImportFile(
                    run=run, ordinal=ordinal, name=file.name, path=file.path.name, size=file.size, sha256=file.sha256
                )
                for ordinal, file in enumerate(received)
            )
            _enqueue(run, run.created_by)
            _log(run, Event.IMPORT_STARTED, run.created_by, files=names_of(run))
    except BaseException:
        run_files.remove(folder)
        raise
    return run


def _retire_waiting(run: ImportRun) -> None:
    """End earlier imports that still wait for an answer: a new one has taken their place."""
    waiting = ImportRun.objects.filter(engagement=run.engagement, state=ImportRun.State.WAITING)
    waiting.update(state=ImportRun.State.CANCELLED, finished_at=timezone.now(), error_code="replaced")


def _enqueue(run: ImportRun, user: User | None) -> None:
    run.job = enqueue(
        JOB_KIND,
        params={"run_id": str(run.pk)},
        engagement=run.engagement,
        created_by=user,
        dedupe_key=exchange_key(run.engagement),
    )
    run.save(update_fields=["job"])


def _log(run: ImportRun, code: Event, user: User | None, **facts: list[str] | str) -> None:
    log.record(
        code,
        agency=run.engagement.agency,
        engagement=run.engagement,
        actor=user,
        facts={"source": run.source, **facts},
        object_type="import_run",
        object_id=str(run.pk),
        job_id=run.job_id,
    )
