"""Proving an agency's log: the chain is walked from its first event to its head, while others go on writing."""

from dataclasses import dataclass

from django.db.models import Max

from closing.activity.chain import BrokenLink, broken_links
from closing.activity.models import ChainHead, Event
from closing.engagements.models import Agency


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk came to.

    Attributes:
        events: how many events the chain should have.
        head: the hash it should end with.
        broken: the first place where it does not hold; None when it is whole.
    """

    agency: Agency
    events: int
    head: str
    broken: BrokenLink | None


def verify(agency: Agency) -> Verdict:
    """Walk the chain of an agency up to its head."""
    # In this order: an event written meanwhile is at most beyond the head, and never missing before it.
    highest = Event.objects.filter(agency=agency).aggregate(highest=Max("sequence"))["highest"] or 0
    head = ChainHead.objects.filter(agency=agency).first() or ChainHead(agency=agency)
    walked = Event.objects.filter(agency=agency, sequence__lte=head.sequence).order_by("sequence")
    broken = next(broken_links(walked.iterator()), None) or _end(head, highest)
    return Verdict(agency, head.sequence, head.hash, broken)


def _end(head: ChainHead, highest: int) -> BrokenLink | None:
    """Look at the end of a chain whose links hold: nothing may be missing before its head, or stand beyond it."""
    if highest > head.sequence:
        return BrokenLink(head.sequence + 1, "beyond")
    last = Event.objects.filter(agency=head.agency_id, sequence__lte=head.sequence).order_by("-sequence").first()
    if last is None:
        return BrokenLink(1, "end") if head.sequence else None
    if last.sequence < head.sequence:
        return BrokenLink(last.sequence + 1, "end")
    return None if last.hash == head.hash else BrokenLink(last.sequence, "head")
