"""The sentences of an export: what it is doing, what would keep an entry out, and why something was not booked."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from closing.entries.export.conditions import Code, Obstacle
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.words.reasons import REASONS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OBSTACLES: "dict[Code, StrPromise]" = {
    Code.SERIES_MISSING: _("The voucher series %(series)s does not exist in that financial year."),
    Code.SERIES_NOT_MANUAL: _("The voucher series %(series)s takes no manual vouchers in that financial year."),
    Code.PERIOD_LOCKED: _(
        "The bookkeeping is locked until %(until)s. The entry is refused unless the series is exempt from the lock."
    ),
    Code.ACCOUNT_MISSING: _("Account %(account)s is not in the chart of accounts there."),
    Code.ACCOUNT_INACTIVE: _("Account %(account)s is not active there."),
    Code.OBJECT_DEMANDED: _("Account %(account)s demands a %(dimension)s there."),
    Code.OBJECT_FORBIDDEN: _("Account %(account)s takes no %(dimension)s there."),
    Code.OBJECT_MISSING: _("The %(dimension)s %(object)s does not exist there, or is closed."),
    Code.DIMENSION_UNKNOWN: _("Only cost centres and projects can be sent, not dimension %(dimension)s."),
    Code.OLDER_THAN_BOOKS: _("The books were imported after the entry was written. Look whether it is still right."),
    Code.IN_FILE: _(
        "It stands in an SI file. Do not send it if that file was read in, for it may be booked twice: confirm the "
        "file instead."
    ),
}

DIMENSIONS: "dict[str, StrPromise]" = {"1": _("cost centre"), "6": _("project")}

STEPS: "dict[str, StrPromise]" = {
    "asking": _("Asking the bookkeeping what it takes"),
    "looking": _("Looking for %(entry)s in the bookkeeping"),
    "sending": _("Sending entry %(number)s of %(of)s"),
    "reading_back": _("Reading back voucher %(number)s of %(of)s"),
    **REASONS,
}
"""What the jobs say of themselves: their steps, and why they failed."""

BATCH_CHIPS: dict[str, str] = {
    ExportBatch.State.PREPARING: "info",
    ExportBatch.State.READY: "info",
    ExportBatch.State.NOT_PREPARED: "bad",
    ExportBatch.State.RUNNING: "info",
    ExportBatch.State.ENDED: "mute",
}
ITEM_CHIPS: dict[str, str] = {
    ExportItem.State.PENDING: "mute",
    ExportItem.State.SENDING: "info",
    ExportItem.State.UNKNOWN: "warn",
    ExportItem.State.DONE: "good",
    ExportItem.State.REJECTED: "bad",
    ExportItem.State.RETURNED: "mute",
    ExportItem.State.DUPLICATE: "bad",
}
CHECK_CHIPS: dict[str, str] = {
    ExportItem.Check.NOT_YET: "mute",
    ExportItem.Check.SAME: "good",
    ExportItem.Check.DIFFERENT: "bad",
    ExportItem.Check.MISSING: "bad",
}
"""How each state is shown."""

CHECK_ADVICE: "dict[str, StrPromise]" = {
    ExportItem.Check.DIFFERENT: _(
        "The voucher in %(name)s is not what was sent: somebody changed it there. Compare the "
        "two, and correct it there."
    ),
    ExportItem.Check.MISSING: _(
        "It was booked, and is no longer to be found in %(name)s. Look there whether somebody removed it."
    ),
}


def obstacle_sentence(obstacle: Obstacle) -> str:
    """Say what would keep an entry out."""
    dimension = obstacle.facts.get("dimension", "")
    return str(OBSTACLES[obstacle.code]) % {**obstacle.facts, "dimension": DIMENSIONS.get(dimension, dimension)}
