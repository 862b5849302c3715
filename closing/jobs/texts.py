"""The sentences of a job's state, steps and errors, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from closing.formatting import antal
from closing.jobs.kinds import kind
from closing.jobs.models import Job

STATES: dict[str, Promise] = {
    Job.State.QUEUED: _("Waiting for its turn"),
    Job.State.RUNNING: _("Under way"),
    Job.State.DONE: _("Done"),
    Job.State.FAILED: _("Failed"),
    Job.State.CANCELLED: _("Cancelled"),
}
ERRORS: dict[str, Promise] = {
    "unexpected": _(
        "Something went wrong that we did not foresee. Nothing was changed. Try again, or ask your operator."
    ),
    "worker_lost": _("The background worker stopped three times while it did this. Ask your operator."),
    "timed_out": _("It took longer than a background job may. Nothing was changed. Ask your operator."),
    "not_allowed": _("You no longer have the right to do this. Ask an administrator of the agency."),
}


def words(job: Job) -> str:
    """Tell where a job stands: its step while it runs, what stopped it when it failed, else its state."""
    texts = _texts_of(job)
    if job.state == Job.State.FAILED:
        return _told(texts.get(job.error_code) or ERRORS.get(job.error_code, STATES[job.state]), job.error_facts)
    if job.state == Job.State.RUNNING and job.cancel_requested:
        return str(_("Stopping"))
    if job.state == Job.State.RUNNING and job.step in texts:
        return _told(texts[job.step], job.step_facts)
    return str(STATES[job.state])


def _texts_of(job: Job) -> Any:
    try:
        return kind(job.kind).texts
    except KeyError:
        return {}


class _Facts(dict[str, Any]):
    """Facts of a sentence; one that is missing is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def _told(sentence: Promise, facts: dict[str, Any]) -> str:
    written = {name: antal(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
    return str(sentence) % _Facts(written)
