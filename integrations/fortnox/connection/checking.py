"""What an operator may want to know of the connections, and what is wrong with them; nothing of it is secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from closing.engagements.access import Right, may
from closing.engagements.models import Engagement
from integrations.fortnox.addresses import AddressError, api_url, auth_url
from integrations.fortnox.connection import life, scopes, sealed, spool
from integrations.fortnox.connection.shown import state_of
from integrations.fortnox.models import FortnoxConnection, TokenRefresh
from integrations.vault.sealing import is_on_newest_key


@dataclass(frozen=True, slots=True)
class Setup:
    """How the installation talks to Fortnox.

    Attributes:
        client_id: of its application there; empty without one.
        has_secret: whether it has the secret too.
        api: the address of the interface.
        login: the address of the login.
        is_simulated: whether they lead to the simulator of a developer's machine.
        spooled: files that dead processes left.
        problems: what is wrong.
    """

    client_id: str
    has_secret: bool
    api: str
    login: str
    is_simulated: bool
    spooled: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How one connection stands.

    Attributes:
        shown: what its user is shown: live, ending, ended, lost or missing.
        state: what the row says.
        days_left: until its last day; negative after it.
        access_until: until when the access token lives.
        refreshed: when the tokens were given.
        last_refresh: the outcome of the latest refresh; empty when none was needed yet.
        missing_scopes: what was asked for and not given.
        problems: what is wrong, and what helps.
    """

    connection: str
    engagement: str
    company: str
    organisation_number: str
    tenant: int
    person: str
    shown: str
    state: str
    until: date
    days_left: int
    access_until: datetime | None
    refreshed: datetime | None
    last_refresh: str
    is_service: bool
    on_newest_key: bool
    missing_scopes: tuple[str, ...]
    problems: tuple[str, ...]


def setup() -> Setup:
    """Look at the installation."""
    problems = []
    if not settings.FORTNOX_CLIENT_ID:
        problems.append("FORTNOX_CLIENT_ID is not set: Fortnox cannot be connected.")
    elif not settings.FORTNOX_CLIENT_SECRET:
        problems.append("FORTNOX_CLIENT_SECRET is not set: no login can succeed.")
    for address in (api_url, auth_url):
        try:
            address()
        except AddressError as error:
            problems.append(f"{error}.")
    spooled = len(spool.files())
    if spooled:
        problems.append(f"{spooled} pairs of tokens lie in the spool: run refresh_tokens --replay.")
    return Setup(
        settings.FORTNOX_CLIENT_ID,
        bool(settings.FORTNOX_CLIENT_SECRET),
        settings.FORTNOX_API_URL,
        settings.FORTNOX_AUTH_URL,
        settings.USES_FORTNOX_SIMULATOR,
        spooled,
        tuple(problems),
    )


def connections(engagement: Engagement | None, *, now: datetime) -> Iterator[Checked]:
    """Look at the connections of an engagement, or of all; those that end first come first."""
    found = FortnoxConnection.objects.select_related("engagement__agency", "user").order_by("until", "pk")
    for connection in found.filter(engagement=engagement) if engagement else found:
        yield _checked(connection, now=now)


def _checked(connection: FortnoxConnection, *, now: datetime) -> Checked:
    today = timezone.localdate(now)
    last = connection.refreshes.first()
    sealed_texts = [text for text in (connection.sealed_access, connection.sealed_refresh) if text]
    return Checked(
        str(connection.pk),
        str(connection.engagement),
        connection.company_name,
        connection.organisation_number,
        connection.tenant,
        connection.user.email,
        str(state_of(connection, today)),
        connection.state,
        connection.until,
        life.days_left(connection, today),
        connection.access_expires_at,
        connection.refreshed_at,
        (last.outcome or "cut off") if last else "",
        connection.is_service,
        all(map(is_on_newest_key, sealed_texts)),
        scopes.missing(connection.scopes.split()),
        tuple(_problems(connection, last, now=now)),
    )


def _problems(connection: FortnoxConnection, last: TokenRefresh | None, *, now: datetime) -> Iterator[str]:
    if connection.state == FortnoxConnection.State.LOST:
        yield "Fortnox no longer takes its token: the user must import again, which leads to the login."
    if connection.state != FortnoxConnection.State.CONNECTED:
        return
    if not sealed.opens(connection):
        yield "No key of TOKEN_KEYS opens its tokens: put the old key back, or let the user connect again."
    if connection.until < timezone.localdate(now):
        yield "Its 30 days are over and it has not been ended: do the workers run?"
    if not may(connection.user, connection.engagement, Right.WORK):
        yield "Its user may no longer work on the engagement."
    if last and last.outcome in ("", TokenRefresh.Outcome.UNKNOWN) and last.from_version == connection.version:
        yield "Its last refresh has no answer: run refresh_tokens, or import again."
