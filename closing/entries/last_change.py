"""Who wrote an entry last, as the activity log tells it."""

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.entries.models import ClosingEntry

LOGGED_AS = "closing_entry"


def last_change(entry: ClosingEntry) -> tuple[Event, str] | None:
    """Give the last line of the activity log about an entry, and what it says."""
    lines = Event.objects.filter(engagement=entry.fiscal_year.engagement_id, object_type=LOGGED_AS)
    event = lines.filter(object_id=str(entry.pk)).select_related("actor").order_by("-sequence").first()
    return (event, sentence(event)) if event else None
