"""Why a setting cannot be changed, and what to do instead, in the reader's language."""

from django.forms import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.engagements.models import Engagement
from closing.maintenance.errors import (
    MaintenanceError,
    NumberInUseError,
    SourceRefusedError,
    WorkUnderWayError,
    YearBetweenError,
    YearHasBooksError,
    YearHasEntriesError,
    YearInUseError,
)

RESET_STEPS = {"removing": gettext_lazy("Removing imported books: %(done)s of %(all)s")}
"""What the reset of an engagement says while it runs."""


def setting_name(field: str) -> str:
    """Name a setting as the page does; one that is no longer there keeps its code."""
    found = fields_for_model(Engagement, fields=[field]).get(field)
    return str(found.label).lower() if found else field


def reason(error: MaintenanceError) -> str:
    """Say what stops the change."""
    if isinstance(error, SourceRefusedError):
        return error.reason
    words = {
        YearHasBooksError: _(
            "The fiscal year holds imported books. An administrator can reset the engagement to remove them."
        ),
        YearHasEntriesError: _(
            "The fiscal year holds closing entries, deleted ones too, which are kept. It stays as it is."
        ),
        YearBetweenError: _(
            "Fiscal years follow each other: only the first can begin otherwise, only the last can end otherwise."
        ),
        YearInUseError: _("Work on the periods has begun. Unlock and leave them first."),
        NumberInUseError: _(
            "Books have been imported for this organisation number, so it cannot be changed. "
            "Set up the right company in the start guide instead."
        ),
        WorkUnderWayError: _("An import is under way. Wait until it has ended, or cancel it."),
    }
    return words[type(error)]
