"""The steps of an import, and how it ended, in words."""

from django.utils.translation import gettext_lazy as _

from closing.importing.models import ImportRun
from closing.importing.work.steps import Step

STEPS = {
    Step.FETCHING: _("Fetching the files"),
    Step.FETCHING_YEAR: _("Fetching the fiscal year %(start)s–%(end)s"),
    Step.FETCHING_LEDGER: _("Fetching the ledger of account %(account)s"),
    Step.READING: _("Reading: %(bytes)s of %(size)s bytes, %(vouchers)s vouchers"),
    Step.SAVING: _("Saving: %(vouchers)s of %(of)s vouchers"),
    Step.FINISHING: _("Finishing"),
}

OUTCOMES = {
    ImportRun.State.QUEUED: _("The import waits for its turn."),
    ImportRun.State.RUNNING: _("The import is under way."),
    ImportRun.State.WAITING: _("The import waits for your decision."),
    ImportRun.State.DONE: _("The import is done."),
    ImportRun.State.WARNED: _("The import is done, with warnings to read."),
    ImportRun.State.FAILED: _("The import failed."),
    ImportRun.State.CANCELLED: _("The import was cancelled."),
    ImportRun.State.REMOVED: _("The import was done; a reset of the engagement has removed its books since."),
}

OUTCOME_CHIPS = {
    ImportRun.State.QUEUED: "info",
    ImportRun.State.RUNNING: "info",
    ImportRun.State.WAITING: "warn",
    ImportRun.State.DONE: "good",
    ImportRun.State.WARNED: "warn",
    ImportRun.State.FAILED: "bad",
    ImportRun.State.CANCELLED: "mute",
    ImportRun.State.REMOVED: "mute",
}
"""How an import stands, as the state of a chip."""

REASONS = {
    "import-refused": _("The import was refused: the errors are listed below."),
    "not_allowed": _("The import was refused: the person who started it may no longer import."),
    "unexpected": _("The import failed because of a fault in the program. It has been noted; try again."),
    "replaced": _("The import was cancelled: a newer one has taken its place."),
    "reset": _("The import was cancelled: the engagement was reset."),
}

TEXTS = {str(code): text for code, text in (*STEPS.items(), *REASONS.items())}
"""What the job says of itself: its steps, and why it failed."""
