"""What the queue calls."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from closing.importing.findings import Severity, unanswered, worst
from closing.importing.models import ImportRun
from closing.importing.uploads import remove_stale_uploads
from closing.importing.work.ending import begin, end, keep_findings, settle, undo
from closing.importing.work.examining import Examination, examine
from closing.importing.work.storing import let_count, store
from closing.jobs.errors import Cancelled, LeaseLost, UserError
from closing.jobs.progress import Progress

REFUSED = "import-refused"


def work(progress: Progress, run_id: str) -> dict[str, str]:
    """Do an import from the beginning, whatever an earlier attempt came to.

    Raises:
        UserError: the files were refused; the findings say why.
        Cancelled: somebody stopped it.
        LeaseLost: another worker does it now.
    """
    run = ImportRun.objects.select_related("engagement__agency", "created_by", "chosen_year").get(pk=run_id)
    if run.state not in ImportRun.LIVE:
        return {"state": run.state}
    with _taken_back(run):
        begin(run)
        examination = examine(run, progress)
        if not _may_go_on(run, examination, progress):
            return {"state": run.state}
        let_count(run, examination, store(run, examination, progress), progress=progress)
    return {"state": run.state}


def _may_go_on(run: ImportRun, examination: Examination, progress: Progress) -> bool:
    """End an import that is refused, or that has to ask; say whether it goes on.

    Raises:
        UserError: it is refused.
    """
    asked = unanswered(examination.findings, frozenset(run.accepted))
    has_errors = worst(examination.findings) == Severity.ERROR
    if not asked and not has_errors and not examination.is_empty:
        return True
    is_refused = has_errors or not asked
    with transaction.atomic():
        progress.confirm()
        keep_findings(run, examination)
        if is_refused:
            end(run, ImportRun.State.FAILED, error_code=REFUSED)
        else:
            end(run, ImportRun.State.WAITING, codes=list(asked))
    if is_refused:
        raise UserError(REFUSED)
    return False


@contextmanager
def _taken_back(run: ImportRun) -> Iterator[None]:
    """Take back what was stored when the import does not come to its end, and write down how it ended."""
    try:
        yield
    except LeaseLost:
        # The worker that has the job now begins by taking back what this one stored.
        raise
    except Cancelled:
        _end_badly(run, ImportRun.State.CANCELLED)
        raise
    except UserError as error:
        if run.state in ImportRun.LIVE:
            _end_badly(run, ImportRun.State.FAILED, error.code)
        raise
    except Exception:
        _end_badly(run, ImportRun.State.FAILED, "unexpected")
        raise


def _end_badly(run: ImportRun, state: ImportRun.State, error_code: str = "") -> None:
    undo(run)
    with transaction.atomic():
        run.findings.all().delete()
        end(run, state, error_code=error_code)


def sweep(progress: Progress) -> dict[str, int]:
    """End imports whose jobs have died, and remove what interrupted uploads left behind; run now and then."""
    ended = 0
    for run in ImportRun.objects.filter(state__in=ImportRun.LIVE).select_related("job", "engagement__agency"):
        progress.check()
        ended += settle(run)
    return {"ended": ended, "removed": remove_stale_uploads(timezone.now())}
