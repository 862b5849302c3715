"""The life of a connection: 30 days from the last import or export, and a warning seven days before its end.

It is counted in whole days of the Swedish calendar, so a change between summer and winter time makes it neither longer
nor shorter, and it can be used all through its last day.
Source: the product's own promise; Fortnox's refresh tokens live 45 days, 31 on its older pages (developer pages, token
lifetimes).
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from closing.activity.events import Code
from closing.activity.models import Event
from closing.engagements.access import Right, may
from closing.jobs.enqueue import live_exchange
from closing.users.models import User
from integrations.fortnox.connection import ending
from integrations.fortnox.connection.ending import disconnect
from integrations.fortnox.connection.journal import record
from integrations.fortnox.models import FortnoxConnection

__all__ = ["LIFE", "WARNING", "days_left", "disconnect", "end_forbidden", "end_overdue", "renew", "until", "warn"]

LIFE = timedelta(days=30)
WARNING = timedelta(days=7)
State = FortnoxConnection.State


def until(today: date) -> date:
    """Tell the last day of a connection that was used today."""
    return today + LIFE


def days_left(connection: FortnoxConnection, today: date) -> int:
    """Count the days until its last day; zero on that day, negative after it."""
    return (connection.until - today).days


@transaction.atomic
def renew(connection: FortnoxConnection, *, today: date, actor: User | None = None) -> bool:
    """Let a connection live 30 days from today, after an import or export that succeeded.

    Args:
        connection: the one that was used.
        today: the Swedish date.
        actor: whose import or export it was.

    Returns:
        Whether its life became longer; a second use on one day changes nothing and is not logged.
    """
    shorter = FortnoxConnection.objects.filter(pk=connection.pk, state=State.CONNECTED, until__lt=until(today))
    if not shorter.update(until=until(today), warned_of=None):
        return False
    record(connection, Code.FORTNOX_RENEWED, actor=actor, until=until(today).isoformat())
    return True


def warn(today: date) -> int:
    """Warn, once for each last day, of connections that end within seven days.

    Returns:
        How many were warned of.
    """
    near = _connected().filter(until__gte=today, until__lte=today + WARNING, warned_of=None)
    return sum(_warned(connection) for connection in near)


def end_overdue(today: date) -> int:
    """End the connections whose last day has passed; one whose import is still under way is left until the next time.

    Returns:
        How many were ended.
    """
    overdue = _connected().filter(until__lt=today)
    return sum(ending.expire(connection) for connection in overdue if live_exchange(connection.engagement) is None)


def end_forbidden() -> int:
    """End the connections of people who may no longer work on the engagement.

    Returns:
        How many were ended.
    """
    return sum(
        ending.disconnect(connection, actor=None)
        for connection in _connected().select_related("user")
        if not may(connection.user, connection.engagement, Right.WORK)
    )


@transaction.atomic
def _warned(connection: FortnoxConnection) -> bool:
    unwarned = FortnoxConnection.objects.filter(
        pk=connection.pk, state=State.CONNECTED, until=connection.until, warned_of=None
    )
    if not unwarned.update(warned_of=connection.until):
        return False
    last_day = connection.until.isoformat()
    record(connection, Code.FORTNOX_WARNED, actor=None, result=Event.Result.WARNED, until=last_day)
    return True


def _connected() -> QuerySet[FortnoxConnection]:
    connected = FortnoxConnection.objects.filter(state=State.CONNECTED)
    return connected.select_related("engagement__agency").order_by("until", "pk")
