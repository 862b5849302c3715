"""The periodic jobs of connections: warn, end, keep their tokens young, finish what a dead process began."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from closing.jobs.progress import Progress
from integrations.fortnox.connection import life, spool
from integrations.fortnox.connection.errors import TokenError
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt, TokenRefresh

logger = logging.getLogger(__name__)
OLDEST_TOKEN = timedelta(days=20)
"""A refresh token is renewed when it is this old, ten days and more before Fortnox ends it; see `life`."""
REFRESHES_KEPT = timedelta(days=90)
ATTEMPTS_KEPT = timedelta(days=30)


def mind_lives(progress: Progress) -> dict[str, Any]:
    """Warn of connections that end soon, and end those that have no days or no right left: a periodic job."""
    del progress
    today = timezone.localdate()
    return {"ended": life.end_overdue(today), "forbidden": life.end_forbidden(), "warned": life.warn(today)}


def mind_tokens(progress: Progress) -> dict[str, Any]:
    """Store what dead processes left, refresh what grows old, clear old notes: the work of a periodic job."""
    now = timezone.now()
    told: dict[str, int] = {"spool_" + outcome: count for outcome, count in spool.replay().items()}
    told |= refresh_due(now, alive=progress.check)
    TokenRefresh.objects.filter(started_at__lt=now - REFRESHES_KEPT).delete()
    OAuthAttempt.objects.filter(begun_at__lt=now - ATTEMPTS_KEPT).delete()
    return told


def due(now: datetime) -> QuerySet[FortnoxConnection]:
    """List the connections to refresh: their token is old, or the last refresh was cut off or not answered.

    A service account without a refresh token has nothing that grows old.
    """
    alive = Q(state=FortnoxConnection.State.CONNECTED, until__gte=timezone.localdate(now))
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    old = Q(refreshed_at__lt=now - OLDEST_TOKEN) & ~Q(sealed_refresh="")
    unsure = Q(pk__in=_unsure(now).values("connection"))
    return FortnoxConnection.objects.filter(alive, free, old | unsure).order_by("refreshed_at")


def refresh_due(now: datetime, *, alive: Callable[[], None]) -> dict[str, int]:
    """Refresh the connections that are due.

    Args:
        now: the time.
        alive: called before each one, since Fortnox may take its time to answer.

    Returns:
        How many got new tokens, and how many did not; what is lost is marked so and logged.
    """
    told = {"refreshed": 0, "not_refreshed": 0}
    for connection in due(now):
        alive()
        told["refreshed" if refresh(connection) else "not_refreshed"] += 1
    return told


def refresh(connection: FortnoxConnection) -> bool:
    """Refresh one connection now, whatever its access token has left; say whether there are new tokens."""
    tokens = Tokens(connection.pk)
    try:
        tokens.anew(connection.version)
    except TokenError as error:
        logger.warning("Connection %s was not refreshed: %s.", connection.pk, error)
        return False
    return True


def _unsure(now: datetime) -> QuerySet[TokenRefresh]:
    """List refreshes of which nobody knows whether Fortnox gave new tokens, with none stored since."""
    cut_off = Q(outcome="", started_at__lt=now - timedelta(minutes=2))
    unanswered = Q(outcome=TokenRefresh.Outcome.UNKNOWN)
    return TokenRefresh.objects.filter(cut_off | unanswered, from_version=F("connection__version"))
