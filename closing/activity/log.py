"""The only writer of the activity log."""

import uuid
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction

from closing.activity.chain import link
from closing.activity.events import Code
from closing.activity.models import ChainHead, Event
from closing.engagements.models import Agency, Engagement
from closing.users.models import User


class Details(TypedDict, total=False):
    """What an event may tell beside who did what: how it ended, to which object, in which job."""

    result: str
    object_type: str
    object_id: str
    job_id: uuid.UUID | None


@transaction.atomic
def record(
    code: Code | str,
    *,
    agency: Agency,
    engagement: Engagement | None = None,
    actor: User | None = None,
    facts: Mapping[str, Any] | None = None,
    **details: Unpack[Details],
) -> Event:
    """Write one event at the end of the agency's chain, in the caller's transaction.

    Args:
        code: what happened.
        agency: whose log it belongs to.
        engagement: which client company it concerns, if one.
        actor: who did it; None is the system.
        facts: what the sentence needs: text and whole numbers, amounts in öre; anything else is written as text.
        details: `result` (an `Event.Result`), `object_type`, `object_id`, `job_id`.

    Raises:
        ValueError: the code is unknown, or the engagement is another agency's.
    """
    if engagement and engagement.agency_id != agency.pk:
        raise ValueError("The engagement belongs to another agency.")
    head = _head(agency)
    event = Event(
        id=uuid.uuid4(),
        agency=agency,
        engagement=engagement,
        actor=actor,
        code=Code(code).value,
        facts=_plain(dict(facts or {})),
        sequence=head.sequence + 1,
        previous_hash=head.hash,
        **details,
    )
    return _append(event, head)


def _head(agency: Agency) -> ChainHead:
    """Take the end of the chain, in turn; two who begin a chain at once begin the same one."""
    waiting = ChainHead.objects.select_for_update().filter(agency=agency)
    head = waiting.first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(agency=agency)], ignore_conflicts=True)
        head = waiting.get()
    return head


def _append(event: Event, head: ChainHead) -> Event:
    """Chain the event and move the end of the chain to it."""
    event.hash = link(event)
    event.save(force_insert=True)
    head.sequence, head.hash = event.sequence, event.hash
    head.save(update_fields=["sequence", "hash"])
    return event


def _plain(fact: Any) -> Any:
    """Write a fact as both databases give it back to the letter, or its hash would not hold.

    A NUL fits in no text of PostgreSQL, half a surrogate pair in no UTF-8, and a fraction comes back otherwise than it
    was written.
    """
    if fact is None or isinstance(fact, bool):
        return fact
    if isinstance(fact, int):
        return int(fact)
    if isinstance(fact, Mapping):
        return {_plain(str(name)): _plain(value) for name, value in fact.items()}
    if isinstance(fact, list | tuple):
        return [_plain(value) for value in fact]
    return str(fact).replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
