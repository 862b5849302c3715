"""The hash chain: each event carries the hash of the one before, so that none can be changed or taken out unseen."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from closing.activity.models import Event


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where a chain does not hold.

    Attributes:
        sequence: the event's place in its agency's chain.
        reason: "gap" (it is missing), "previous" (it does not follow the one before) or "content"
            (it was altered); of the end: "end" (it is missing), "beyond" (it should not be there) or "head" (another).
    """

    sequence: int
    reason: str


def canonical(event: Event) -> bytes:
    """Write what the hash covers: every fact of the event, always in the same order and spelling."""
    content = {
        "id": str(event.id),
        "agency": str(event.agency_id),
        "engagement": str(event.engagement_id or ""),
        "actor": str(event.actor_id or ""),
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "code": event.code,
        "object": [event.object_type, event.object_id],
        "facts": event.facts,
        "result": event.result,
        "job": str(event.job_id or ""),
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(event: Event) -> str:
    """Compute the hash of an event from the one before it and its own content."""
    return hashlib.sha256(event.previous_hash.encode() + canonical(event)).hexdigest()


def broken_links(events: Iterable[Event]) -> Iterator[BrokenLink]:
    """Walk the events of one agency in order and name every link that does not hold."""
    sequence, previous = 0, ""
    for event in events:
        sequence += 1
        if event.sequence != sequence:
            yield BrokenLink(sequence, "gap")
            sequence = event.sequence
        elif event.previous_hash != previous:
            yield BrokenLink(event.sequence, "previous")
        if event.hash != link(event):
            yield BrokenLink(event.sequence, "content")
        previous = event.hash
