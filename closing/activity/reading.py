"""Reading the log: newest first, filtered, a page at a time by place in the chain."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from closing.activity.events import Code
from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.engagements.access import engagements_of
from closing.engagements.models import Agency, Engagement, Membership, Role
from closing.users.models import User

PAGE = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show: empty values leave everything in."""

    start: date | None = None
    end: date | None = None
    kind: str = ""
    person: str = ""
    engagement: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An event with its sentence in the reader's language."""

    event: Event
    sentence: str


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of the log, newest first; `older` is where the next page begins, or None."""

    lines: list[Line]
    older: int | None


def events(
    membership: Membership, *, engagement: Engagement | None = None, chosen: Filter | None = None
) -> QuerySet[Event]:
    """Give the events of a member's agency, or of one engagement, newest first; none of a company closed to them."""
    found = Event.objects.filter(agency=membership.agency_id).select_related("actor", "engagement")
    if engagement:
        found = found.filter(engagement=engagement)
    elif membership.role != Role.ADMINISTRATOR:
        found = found.filter(Q(engagement=None) | Q(engagement__in=engagements_of(membership)))
    found = found.order_by("-sequence")
    return _filtered(found, chosen) if chosen else found


def people_of(agency: Agency) -> QuerySet[User]:
    """List who may stand in an agency's log: its members, and those who have left it."""
    told_of = Exists(Event.objects.filter(actor=OuterRef("pk"), agency=agency))
    return User.objects.filter(Q(memberships__agency=agency) | told_of).distinct().order_by("name", "email")


def page(found: QuerySet[Event], *, before: int | None = None, size: int = PAGE) -> Page:
    """Give the page of events that begins below a place in the chain."""
    chosen = list((found.filter(sequence__lt=before) if before else found)[: size + 1])
    older = chosen[size - 1].sequence if len(chosen) > size else None
    return Page(list(lines(chosen[:size])), older)


def lines(found: Iterable[Event]) -> Iterator[Line]:
    """Give events their sentences."""
    return (Line(event, sentence(event)) for event in found)


def _filtered(found: QuerySet[Event], chosen: Filter) -> QuerySet[Event]:
    if chosen.start:
        found = found.filter(at__gte=_midnight(chosen.start))
    if chosen.end:
        found = found.filter(at__lt=_midnight(chosen.end + timedelta(days=1)))
    if chosen.kind:
        found = found.filter(code__startswith=f"{chosen.kind}:")
    if chosen.person:
        found = found.filter(actor=None) if chosen.person == "system" else found.filter(actor_id=UUID(chosen.person))
    if chosen.engagement:
        found = found.filter(engagement_id=UUID(chosen.engagement))
    return found.filter(_search(chosen.search)) if chosen.search else found


def _search(words: str) -> Q:
    """Look in the facts, in who did it, and in the sentences as the reader reads them."""
    told = [code for code in Code if words.lower() in sentence(Event(code=code, facts={})).lower()]
    found = Q(code__in=told)
    for spelling in _spellings(words):
        found |= Q(actor__name__icontains=spelling) | Q(actor__email__icontains=spelling)
        found |= Q(engagement__name__icontains=spelling)
        # Facts are kept as JSON, with or without escapes as the database has it.
        for is_ascii in (True, False):
            found |= Q(facts__icontains=json.dumps(spelling, ensure_ascii=is_ascii)[1:-1])
    return found


def _spellings(words: str) -> set[str]:
    """Give the spellings to look for: SQLite knows that A is a, but not that Å is å."""
    return {words} if words.isascii() else {words, words.lower(), words.upper(), words.capitalize(), words.title()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
