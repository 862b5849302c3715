"""The connection of an engagement as pages show it; it asks nothing of Fortnox."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from closing.engagements.models import Engagement
from closing.importing.sources import ConnectionState, SourceConnection
from closing.users.models import User
from integrations.fortnox import texts
from integrations.fortnox.connection import life, sealed
from integrations.fortnox.connection.finding import connection_of, live_connection
from integrations.fortnox.models import FortnoxConnection

State = FortnoxConnection.State


def shown(engagement: Engagement, user: User, now: datetime) -> SourceConnection | None:
    """Describe the user's connection in an engagement, for a page.

    Args:
        engagement: whose company it is about.
        user: who looks; rights in Fortnox are personal, so another's connection is named and cannot be used.
        now: the time.

    Returns:
        None when the installation has no application at Fortnox.
    """
    if not settings.FORTNOX_CLIENT_ID:
        return None
    today = timezone.localdate(now)
    own = connection_of(engagement, user)
    state = state_of(own, today)
    if own is None or state == ConnectionState.MISSING:
        return _of_another(engagement, today)
    is_usable = state in (ConnectionState.LIVE, ConnectionState.ENDING)
    return SourceConnection(
        state,
        _sentence(state, days=life.days_left(own, today)),
        connect_url=_url("connect", engagement),
        disconnect_url=_url("disconnect", engagement) if is_usable else "",
        company=own.company_name,
        person=str(own.user),
        until=own.until if is_usable else None,
    )


def state_of(connection: FortnoxConnection | None, today: date) -> ConnectionState:
    """Tell where a connection stands today, also before the jobs that end and warn have seen to it."""
    if connection is None or connection.state == State.DISCONNECTED:
        return ConnectionState.MISSING
    if connection.state == State.EXPIRED:
        return ConnectionState.ENDED
    if connection.state == State.LOST:
        return ConnectionState.LOST
    left = life.days_left(connection, today)
    if left < 0:
        return ConnectionState.ENDED
    if not sealed.opens(connection):
        return ConnectionState.LOST
    return ConnectionState.ENDING if left <= life.WARNING.days else ConnectionState.LIVE


def _of_another(engagement: Engagement, today: date) -> SourceConnection:
    """Describe what there is for somebody without a connection: nothing, or a colleague's."""
    other = live_connection(engagement)
    connect_url = _url("connect", engagement)
    if other is None or other.until < today:
        return SourceConnection(ConnectionState.MISSING, str(texts.MISSING), connect_url, disconnect_url="")
    sentence = texts.OTHERS % {"person": other.user}
    return SourceConnection(
        ConnectionState.MISSING, sentence, connect_url, disconnect_url="", company=other.company_name
    )


def _sentence(state: ConnectionState, *, days: int) -> str:
    if state == ConnectionState.LIVE:
        return texts.live(days)
    if state == ConnectionState.ENDING:
        return texts.ending(days)
    return str(texts.LOST if state == ConnectionState.LOST else texts.EXPIRED)


def _url(name: str, engagement: Engagement) -> str:
    return reverse(f"fortnox:{name}", args=[engagement.pk])
