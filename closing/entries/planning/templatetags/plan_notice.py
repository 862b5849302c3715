"""A word on the list of entries when those of the plan are out of date."""

from django import template

from closing.engagements.models import FiscalYear
from closing.entries.planning.reading import is_outdated

register = template.Library()


@register.inclusion_tag("planning/_outdated.html")
def plan_notice(year: FiscalYear) -> dict[str, object]:
    """Tell of a plan whose entries are no longer what it comes to."""
    return {"year": year, "is_outdated": is_outdated(year)}
