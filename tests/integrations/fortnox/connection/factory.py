"""Connections for tests."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from closing.engagements.models import Engagement
from closing.users.models import User
from integrations.fortnox.connection import sealed
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.connection.tokens import Patience
from integrations.fortnox.models import FortnoxConnection
from tests.factories import make_engagement, make_membership, make_user

TENANT = 1234567
NUMBER = "5566778899"
ACCESS = "access-0"
QUICK = Patience(in_all=30, second_try=0.05, between_looks=0.01)
"""For tests that have to wait: long enough for a loaded machine, short where nothing is waited for."""


def make_connection(
    engagement: Engagement | None = None,
    user: User | None = None,
    *,
    refresh: str = "refresh-0",
    life: timedelta = timedelta(0),
    until: date | None = None,
    **fields: Any,
) -> FortnoxConnection:
    """Make a connection that was refreshed an hour ago.

    Args:
        engagement: made when none is given.
        user: a preparer of its agency is made when none is given.
        refresh: the refresh token; empty for a service account.
        life: what the access token has left.
        until: the last day; 30 days from today without it.
        fields: other columns.
    """
    engagement = engagement or make_engagement(organisation_number=NUMBER)
    user = user or make_membership(make_user(), engagement.agency).user
    now, key = timezone.now(), uuid.uuid4()
    pair = Pair(ACCESS, refresh, timedelta(hours=1), ("companyinformation", "bookkeeping"))
    columns: dict[str, Any] = sealed.fields_of(pair, key, now=now - timedelta(hours=1))
    return FortnoxConnection.objects.create(
        id=key,
        engagement=engagement,
        user=user,
        company_name="Exempel AB",
        organisation_number="556677-8899",
        tenant=TENANT,
        until=until or timezone.localdate() + timedelta(days=30),
        **{**columns, "access_expires_at": now + life, **fields},
    )


def ended(state: str, connection: FortnoxConnection) -> FortnoxConnection:
    """Put a connection into a state without tokens."""
    FortnoxConnection.objects.filter(pk=connection.pk).update(state=state, **sealed.NO_TOKENS)
    connection.refresh_from_db()
    return connection


def noon(day: date) -> datetime:
    """Give the middle of a Swedish day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001 -- made aware at once
