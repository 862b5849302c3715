"""The files of closing entries on the pages of the entries."""

import uuid
from typing import Any

from django import template
from django.db.models import Count

from closing.engagements.models import FiscalYear
from closing.entries.attachments.models import Attachment
from closing.entries.attachments.shown import files_of
from closing.entries.models import ClosingEntry

register = template.Library()
_COUNTS = "attachment_counts"


@register.simple_tag(takes_context=True)
def attachment_count(context: template.Context, entry: ClosingEntry) -> int:
    """Say how many files an entry has; the first line of a page asks for all entries of the year at once."""
    # The undermost layer lives as long as the page: what is set in the topmost is gone with its line.
    page = context.dicts[0]
    if _COUNTS not in page:
        page[_COUNTS] = _counts(context["year"])
    counts: dict[uuid.UUID, int] = page[_COUNTS]
    return counts.get(entry.pk, 0)


@register.inclusion_tag("attachments/_section.html", takes_context=True)
def attached_files(context: template.Context, entry: ClosingEntry) -> dict[str, Any]:
    """Show the files of an entry, to one who may write it."""
    attached = files_of(entry, may_work=True)
    kept = {name: context[name] for name in ("engagement", "year", "csrf_token")}
    return {**kept, "entry": entry, "attached": attached, "is_beside_form": True}


def _counts(year: FiscalYear) -> dict[uuid.UUID, int]:
    standing = Attachment.objects.filter(entry__fiscal_year=year, removed_at__isnull=True)
    return dict(standing.order_by().values_list("entry").annotate(Count("pk")))
