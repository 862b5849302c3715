"""Making a connection out of a code from Fortnox's login: nothing is stored before the company is known to be right."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closing.activity import log
from closing.activity.events import Code
from closing.activity.models import Event
from closing.users.models import User
from integrations.fortnox.client import errors as client_errors
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.payloads import Company
from integrations.fortnox.connection import endpoint, life, scopes, sealed
from integrations.fortnox.connection.ending import revoke
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.connection.errors import (
    EndpointError,
    GrantRefusedError,
    LoginAnswerError,
    TokenLostError,
)
from integrations.fortnox.connection.journal import record
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt
from sie import organisation_number


@dataclass(frozen=True, slots=True)
class _FreshToken:
    """Gives the access token that came with the login; there is no other yet."""

    pair: Pair

    def token(self) -> str:
        """Give it."""
        return self.pair.access

    def renewed(self, refused: str) -> str:
        """Give up: a token that is refused at once will not become better.

        Raises:
            TokenLostError: always.
        """
        raise TokenLostError


def join(attempt: OAuthAttempt, code: str) -> FortnoxConnection:
    """Exchange the code, compare the company with the engagement's, and keep the connection.

    Raises:
        LoginAnswerError: no tokens were given, too little was granted, the company could not be read, or is another.
    """
    pair = _exchanged(attempt, code)
    try:
        _compare_scopes(attempt, pair)
        company = _right_company(attempt, pair)
    except LoginAnswerError:
        if pair.refresh:
            revoke(pair.refresh)
        raise
    return _kept(attempt, pair, company)


def log_refusal(error: LoginAnswerError) -> None:
    """Write into the activity log that no connection was made and why, when it is known whose login it was."""
    if error.attempt is None:
        return
    engagement = error.attempt.engagement
    log.record(
        Code.FORTNOX_REFUSED,
        agency=engagement.agency,
        engagement=engagement,
        actor=error.attempt.user,
        facts={"reason": error.code, "text": error.text},
        result=Event.Result.REFUSED,
    )


def _exchanged(attempt: OAuthAttempt, code: str) -> Pair:
    try:
        return endpoint.exchange(code, redirect_uri=attempt.redirect_uri)
    except GrantRefusedError as refused:
        code_ = "code_refused" if refused.is_dead else refused.error
        raise LoginAnswerError(code_, text=refused.description, attempt=attempt) from refused
    except EndpointError as error:
        raise LoginAnswerError("unavailable", attempt=attempt) from error


def _compare_scopes(attempt: OAuthAttempt, pair: Pair) -> None:
    absent = scopes.NEEDED & set(scopes.missing(pair.scopes))
    if absent:
        raise LoginAnswerError("narrowed", text=", ".join(sorted(absent)), attempt=attempt)
    # A service account needs none: the application's own credentials renew its access.
    if not pair.refresh and not settings.FORTNOX_SERVICE_ACCOUNT:
        raise LoginAnswerError("no_refresh_token", attempt=attempt)


def _right_company(attempt: OAuthAttempt, pair: Pair) -> Company:
    """Ask which company the login opened, and want the engagement's."""
    company = _company(attempt, pair)
    if organisation_number.are_equal(company.organisation_number, attempt.engagement.organisation_number):
        return company
    other = f"{company.name} ({company.organisation_number})"
    raise LoginAnswerError("company_differs", text=other, attempt=attempt)


def _company(attempt: OAuthAttempt, pair: Pair) -> Company:
    """Ask Fortnox which company the login opened."""
    try:
        return FortnoxClient(_FreshToken(pair)).company()
    except client_errors.ForbiddenError as error:
        raise LoginAnswerError("forbidden", text=f"{error.text} ({error.code})", attempt=attempt) from error
    except (client_errors.FortnoxError, TokenLostError) as error:
        raise LoginAnswerError("unavailable", attempt=attempt) from error


@transaction.atomic
def _kept(attempt: OAuthAttempt, pair: Pair, company: Company) -> FortnoxConnection:
    """Store the connection over the one the user had, if any, and log it."""
    now, today = timezone.now(), timezone.localdate()
    # Two tabs that come back at once store one after the other.
    User.objects.select_for_update().get(pk=attempt.user_id)
    mine = FortnoxConnection.objects.select_for_update().filter(engagement=attempt.engagement, user=attempt.user)
    earlier = mine.first()
    connection = FortnoxConnection(
        # The tokens are sealed for the row, so its key is there before the row is.
        id=earlier.pk if earlier else uuid.uuid4(),
        engagement=attempt.engagement,
        user=attempt.user,
        company_name=company.name,
        organisation_number=company.organisation_number,
        tenant=company.database_number,
        scopes=" ".join(pair.scopes),
        is_service=settings.FORTNOX_SERVICE_ACCOUNT,
        version=earlier.version + 1 if earlier else 1,
        connected_at=now,
        until=life.until(today),
    )
    for name, value in sealed.fields_of(pair, connection.pk, now=now).items():
        setattr(connection, name, value)
    connection.save(force_insert=earlier is None, force_update=earlier is not None)
    record(connection, Code.FORTNOX_CONNECTED, actor=attempt.user, until=connection.until.isoformat())
    return connection
