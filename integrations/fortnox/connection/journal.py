"""What the activity log is told of a connection."""

from closing.activity import log
from closing.activity.events import Code
from closing.activity.models import Event
from closing.users.models import User
from integrations.fortnox.models import FortnoxConnection

OBJECT = "fortnox_connection"


def record(
    connection: FortnoxConnection,
    code: Code,
    *,
    actor: User | None,
    result: str = Event.Result.DONE,
    **facts: str | int,
) -> None:
    """Write what happened to a connection, in the caller's transaction.

    Args:
        connection: its company is named in the sentence.
        code: what happened.
        actor: who did it; None is the system.
        result: an `Event.Result`.
        facts: what else the sentence needs.
    """
    engagement = connection.engagement
    log.record(
        code,
        agency=engagement.agency,
        engagement=engagement,
        actor=actor,
        facts={"company": connection.company_name, **facts},
        result=result,
        object_type=OBJECT,
        object_id=str(connection.pk),
    )
