"""POST /oauth-v1/token and /oauth-v1/revoke, with the recorded error bodies and their odd content types."""

from collections.abc import Callable
from dataclasses import replace

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import bearer, clock
from integrations.fortnox.simulator.web.oauth import consents, grants
from integrations.fortnox.simulator.web.oauth.clients import client_of
from integrations.fortnox.simulator.web.oauth.grants import Grant, GrantRefusedError, Terms
from integrations.fortnox.simulator.web.reply import Reply, plain_json
from integrations.fortnox.simulator.web.switches import switches

REFUSED_TYPE = "text/html; charset=UTF-8"
"""Source: recorded on 2023-02-01, as is the next."""
UNKNOWN_CLIENT_TYPE = "text/plain;charset=UTF-8"
_NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}

_UNKNOWN_CLIENT = Reply(
    401,
    b'{"error":"invalid_client","error_description":"The client credentials are invalid"}',
    UNKNOWN_CLIENT_TYPE,
)


def token(storage: Storage, request: Request) -> Reply:
    """Give tokens for a code, for a refresh token, or for the application's own credentials."""
    if request.method != "POST":
        return refusal("invalid_request", "The request method must be POST when requesting an access token", 405)
    client = client_of(storage, request.headers.get("Authorization", ""))
    if client is None:
        return _UNKNOWN_CLIENT
    kind = request.form.get("grant_type", "")
    if not kind:
        return refusal("invalid_request", "The grant type was not specified in the request")
    given = _GRANTS.get(kind)
    if given is None:
        return refusal("unsupported_grant_type", f'Grant type "{kind}" not supported')
    terms = Terms(client.client_id, clock.now(storage).timestamp(), switches(storage))
    try:
        return _tokens(storage, given(storage, request, terms), terms)
    except GrantRefusedError as refused:
        return refusal(refused.error, refused.description)


def revoke(storage: Storage, request: Request) -> Reply:
    """End a refresh token; true also for one that is not there.

    Source: softwerkab/fortnox-csharp-api-sdk, test Revoke_RefreshToken.
    """
    client = client_of(storage, request.headers.get("Authorization", ""))
    if client is None:
        return _UNKNOWN_CLIENT
    at = clock.now(storage).timestamp()
    grants.revoke_token(storage, request.form.get("token", ""), client_id=client.client_id, at=at)
    return plain_json({"revoked": True})


def refusal(error: str, description: str, status: int = 400) -> Reply:
    """Refuse as the token endpoint does."""
    body = plain_json({"error": error, "error_description": description}, status)
    return Reply(status, body.body, REFUSED_TYPE, dict(_NEVER_KEPT))


def access_token(storage: Storage, consent: consents.Consent, *, terms: Terms) -> str:
    """Sign an access token for a consent."""
    whose = bearer.Bearer(consent.client_id, consent.user_id, consent.tenant, consent.scopes)
    return bearer.signed(storage, whose, issued=int(terms.at), life_seconds=terms.switches.access_seconds)


def _by_code(storage: Storage, request: Request, terms: Terms) -> Grant:
    code = _required(request, "code")
    return grants.redeem(storage, code, request.form.get("redirect_uri"), terms=terms)


def _by_refresh_token(storage: Storage, request: Request, terms: Terms) -> Grant:
    return grants.rotate(storage, _required(request, "refresh_token"), terms=terms)


def _by_credentials(storage: Storage, request: Request, terms: Terms) -> Grant:
    """Give an access token to a service account: the company is named by a header.

    Source: fortnox.se/developer, get access token using client credentials. The words of the refusal are invented.
    """
    tenant = request.headers.get("TenantId", "")
    consent = consents.service_consent(storage, terms.client_id, int(tenant)) if tenant.isdecimal() else None
    if consent is None:
        raise GrantRefusedError("Invalid tenant")
    wished = tuple(request.form.get("scope", "").split()) or consent.scopes
    if not set(wished) <= set(consent.scopes):
        raise GrantRefusedError("An unsupported scope was requested", "invalid_scope")
    return Grant(replace(consent, scopes=wished), None)


_GRANTS: dict[str, Callable[[Storage, Request, Terms], Grant]] = {
    "authorization_code": _by_code,
    "refresh_token": _by_refresh_token,
    "client_credentials": _by_credentials,
}


def _required(request: Request, name: str) -> str:
    value = request.form.get(name, "")
    if not value:
        raise GrantRefusedError(f'Missing parameter: "{name}" is required', "invalid_request")
    return value


def _tokens(storage: Storage, grant: Grant, terms: Terms) -> Reply:
    """Write the pair, with the names in the recorded order."""
    pair: dict[str, str | int] = {
        "access_token": access_token(storage, grant.consent, terms=terms),
        "expires_in": terms.switches.access_seconds,
        "token_type": "bearer",
        "scope": " ".join(grant.consent.scopes),
    }
    if grant.refresh_token is not None:
        pair["refresh_token"] = grant.refresh_token
    return plain_json({**pair}).with_headers(_NEVER_KEPT)
