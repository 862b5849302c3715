"""Going to Fortnox's login and coming back: bound to the browser's session and to a row, good once, for 15 minutes."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from requests_oauthlib import OAuth2Session

from closing.engagements import access
from closing.engagements.access import Right
from closing.engagements.models import Engagement, FiscalYear
from closing.users.models import User
from integrations.fortnox.addresses import AddressError, auth_url
from integrations.fortnox.connection import scopes
from integrations.fortnox.connection.errors import LoginAnswerError
from integrations.fortnox.models import OAuthAttempt

LIFE = timedelta(minutes=15)
STATE_BYTES = 32
IN_SESSION = "fortnox_logins"
MOST_IN_SESSION = 5
"""So many tabs may be at Fortnox's login at once."""
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be fetched once the connection is there: a fiscal year to work on, and what was ticked."""

    year: FiscalYear | None
    answers: Mapping[str, str]


def begin(engagement: Engagement, *, user: User, wish: Wish, session: SessionBase, redirect_uri: str) -> str:
    """Write down that somebody goes to Fortnox's login, and give its address.

    Args:
        engagement: whose company is to be connected.
        user: who goes.
        wish: what to import afterwards.
        session: of the browser that will come back.
        redirect_uri: where it comes back to.

    Raises:
        LoginAnswerError: the installation has no application at Fortnox, or a wrong address of it.
    """
    if not settings.FORTNOX_CLIENT_ID:
        raise LoginAnswerError("not_configured")
    state = secrets.token_urlsafe(STATE_BYTES)
    address, hashed = login_address(state, redirect_uri), _hash(state)
    OAuthAttempt.objects.create(
        state_hash=hashed,
        engagement=engagement,
        user=user,
        year=wish.year,
        answers=dict(wish.answers),
        redirect_uri=redirect_uri,
    )
    session[IN_SESSION] = [*session.get(IN_SESSION, []), hashed][-MOST_IN_SESSION:]
    return address


def login_address(state: str, redirect_uri: str) -> str:
    """Write the address of Fortnox's login page.

    Raises:
        LoginAnswerError: the address of Fortnox in the settings is a wrong one.

    Source: fortnox.se/developer, get authorization code. Without `access_type` no refresh token is given.
    """
    account = {"account_type": "service"} if settings.FORTNOX_SERVICE_ACCOUNT else {}
    login = OAuth2Session(settings.FORTNOX_CLIENT_ID, redirect_uri=redirect_uri, scope=scopes.WANTED)
    try:
        page = f"{auth_url()}/auth"
    except AddressError as error:
        raise LoginAnswerError("not_configured") from error
    address, _state = login.authorization_url(page, state=state, access_type="offline", **account)
    return str(address)


def claim(answer: Mapping[str, str], *, user: User, session: SessionBase) -> tuple[OAuthAttempt, str]:
    """Take what the browser brought back, once; the right to connect is asked for again.

    Returns:
        The attempt and the code to exchange.

    Raises:
        LoginAnswerError: the answer belongs to no attempt that can still be used, or holds no code.
    """
    state = answer.get("state", "")
    if not state:
        # Seen live: a blocked company's browser comes back with nothing at all.
        raise LoginAnswerError("nothing" if not answer.get("code") and not answer.get("error") else "stranger")
    attempt = _taken(_hash(state), user=user, session=session, now=timezone.now())
    if error := answer.get("error", ""):
        text = answer.get("error_description", "")[:LONGEST_TEXT]
        raise LoginAnswerError(error[:LONGEST_TEXT], text=text, attempt=attempt)
    if not answer.get("code"):
        raise LoginAnswerError("nothing", attempt=attempt)
    return attempt, answer["code"]


def latest(session: SessionBase, user: User, *, attempt_id: str = "") -> OAuthAttempt | None:
    """Give an attempt of this browser for a way back: the one named, or the last when the answer named none."""
    hashes = session.get(IN_SESSION, [])
    mine = OAuthAttempt.objects.filter(state_hash__in=hashes, user=user).select_related("engagement")
    found = (mine.filter(pk=attempt_id) if attempt_id else mine.order_by("-begun_at")).first()
    return found if found and access.may(user, found.engagement, Right.READ) else None


def _taken(hashed: str, *, user: User, session: SessionBase, now: datetime) -> OAuthAttempt:
    """Use an attempt up.

    Raises:
        LoginAnswerError: it is another browser's or another person's, too old, used, or no longer allowed.
    """
    attempt = OAuthAttempt.objects.filter(state_hash=hashed).select_related("engagement__agency", "year").first()
    if attempt is None or attempt.user_id != user.pk or hashed not in session.get(IN_SESSION, []):
        raise LoginAnswerError("stranger")
    if not access.may(user, attempt.engagement, Right.WORK):
        raise LoginAnswerError("not_allowed")
    if not OAuthAttempt.objects.filter(pk=attempt.pk, used_at=None).update(used_at=now):
        raise LoginAnswerError("used", attempt=attempt)
    if now > attempt.begun_at + LIFE:
        raise LoginAnswerError("too_late", attempt=attempt)
    return attempt


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
