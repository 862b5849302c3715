"""What comes of a login: the company is refused or accepted, and the person says yes or no.

Source for the errors: fortnox.se/developer, FAQ; the others were seen live. The descriptions are invented.
"""

from urllib.parse import urlsplit

from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import clock, companies
from integrations.fortnox.simulator.web.faults import play
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import LOGIN, Fault, Met, due
from integrations.fortnox.simulator.web.oauth import attempts
from integrations.fortnox.simulator.web.oauth.attempts import Attempt
from integrations.fortnox.simulator.web.oauth.consents import Consent, give
from integrations.fortnox.simulator.web.oauth.grants import CodeWish, new_code
from integrations.fortnox.simulator.web.oauth.people import Person
from integrations.fortnox.simulator.web.oauth.scopes import INTEGRATION, is_licensed
from integrations.fortnox.simulator.web.switches import switches

SERVICE_USER_ID = 9
"""Whose tokens a service account's are. Invented."""

DESCRIPTIONS = {
    "access_denied": "The user denied the request",
    "invalid_scope": "An unsupported scope was requested",
    "error_missing_license": "The company is missing a license required by the requested scope",
    "error_missing_app_license": "The company is missing a license for this application",
    "error_missing_system_admin_right": "The user is not a system administrator",
    "error_no_role_permission": "The user's role does not permit this",
}


def refused(storage: Storage, attempt: Attempt, person: Person, *, tenant: int) -> str | None:
    """Tell where the browser is sent when the company, or the person's right in it, stands in the way.

    Returns:
        An address; None when nothing stands in the way.
    """
    fault = _due(storage, tenant, Kind.BLOCKED_ACCOUNT, Kind.AUTHORIZE_ERROR)
    if fault is not None and fault.kind == Kind.BLOCKED_ACCOUNT:
        # Source: seen live: the browser comes back with nothing, not even the state.
        return _ended(storage, attempt, attempt.redirect_uri)
    if fault is not None:
        error = play.text(fault, "error", "access_denied")
        return _ended(storage, attempt, denied(attempt, error, play.text(fault, "description", "")))
    reason = _reason(storage, attempt, person, tenant=tenant)
    return _ended(storage, attempt, denied(attempt, reason)) if reason else None


def approved(storage: Storage, attempt: Attempt, person: Person, *, tenant: int) -> str | None:
    """Give the consent and a code; None when the attempt was ended by another tab."""
    swapped = _due(storage, tenant, Kind.WRONG_COMPANY)
    given_for = play.number(swapped, "tenant", _another(storage, tenant)) if swapped else tenant
    narrowed = _due(storage, tenant, Kind.NARROWED_SCOPES)
    without = _without(narrowed) if narrowed else []
    scopes = tuple(scope for scope in attempt.scopes if scope not in without)
    at = clock.now(storage).timestamp()
    expires_at = at + switches(storage).code_seconds
    user_id = SERVICE_USER_ID if attempt.is_service else person.user_id
    wish = CodeWish(attempt.redirect_uri if attempt.is_redirect_given else None, attempt.is_offline)
    with storage.transaction() as connection:
        if not attempts.end(connection, attempt, at=at):
            return None
        consent = Consent(0, attempt.client_id, given_for, user_id, scopes, attempt.is_service, at, None)
        code = new_code(connection, give(connection, consent), wish, expires_at=expires_at)
    return attempt.back(code=code)


def said_no(storage: Storage, attempt: Attempt) -> str:
    """Send the browser back with the person's no."""
    return _ended(storage, attempt, denied(attempt, "access_denied"))


def denied(attempt: Attempt, error: str, description: str = "") -> str:
    """Write the address that tells an error."""
    return attempt.back(error=error, error_description=description or DESCRIPTIONS.get(error, error))


def host_of(address: str) -> str:
    """Tell which site the browser is sent back to, for the person to see."""
    return urlsplit(address).netloc


def _reason(storage: Storage, attempt: Attempt, person: Person, *, tenant: int) -> str | None:
    licences = companies.licences(storage, tenant)
    if INTEGRATION not in licences:
        return "error_missing_app_license"
    if not all(is_licensed(scope, licences) for scope in attempt.scopes):
        return "error_missing_license"
    if person.right == "reader":
        return "access_denied"
    if attempt.is_service and person.right != "administrator":
        return "error_missing_system_admin_right"
    return None


def _due(storage: Storage, tenant: int, *kinds: Kind) -> Fault | None:
    return due(storage, Met("GET", LOGIN, tenant), kinds=kinds)


def _without(fault: Fault) -> list[str]:
    """Read which scopes are left out: a list, or a text with blanks between."""
    value = fault.options.get("without", [])
    return [str(scope) for scope in value] if isinstance(value, list) else str(value).split()


def _another(storage: Storage, tenant: int) -> int:
    """Name some other company."""
    return next((one.tenant for one in companies.listed(storage) if one.tenant != tenant), tenant)


def _ended(storage: Storage, attempt: Attempt, address: str) -> str:
    with storage.transaction() as connection:
        attempts.end(connection, attempt, at=clock.now(storage).timestamp())
    return address
