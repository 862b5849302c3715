"""A client that nobody here wrote logs in, refreshes and calls: requests-oauthlib."""

import pytest
from oauthlib.oauth2.rfc6749.errors import InvalidClientError, InvalidGrantError, MismatchingStateError
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from tests.integrations.fortnox.simulated import CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import KLARA

US = HTTPBasicAuth(CLIENT_ID, CLIENT_SECRET)
STRANGER = HTTPBasicAuth(CLIENT_ID, "wrong")


@pytest.fixture(autouse=True)
def _plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library talk to this machine without TLS."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


def session() -> OAuth2Session:
    """Make a session as an application does."""
    return OAuth2Session(CLIENT_ID, redirect_uri=REDIRECT_URI, scope=["companyinformation", "bookkeeping"], pkce="S256")


def test_library_logs_in_and_calls(books: Simulated) -> None:
    ours = session()
    address, _ = ours.authorization_url(f"{books.auth_url}/auth", access_type="offline")

    back = books.walk(address, tenant=KLARA)
    ours.fetch_token(f"{books.auth_url}/token", authorization_response=back, auth=US, timeout=SECONDS)
    answer = ours.get(f"{books.api_url}/companyinformation", timeout=SECONDS)

    assert answer.json()["CompanyInformation"]["DatabaseNumber"] == KLARA


def test_library_refreshes_once_a_token(books: Simulated) -> None:
    ours = OAuth2Session(CLIENT_ID)
    old = books.control.tokens(KLARA).refresh_token

    new = ours.refresh_token(f"{books.auth_url}/token", refresh_token=old, auth=US, timeout=SECONDS)

    assert new["refresh_token"] != old
    with pytest.raises(InvalidGrantError):
        ours.refresh_token(f"{books.auth_url}/token", refresh_token=old, auth=US, timeout=SECONDS)


def test_library_understands_the_refusals(books: Simulated) -> None:
    ours = session()
    address, _ = ours.authorization_url(f"{books.auth_url}/auth")
    back = books.walk(address, tenant=KLARA)

    with pytest.raises(MismatchingStateError):
        ours.fetch_token(f"{books.auth_url}/token", authorization_response=back + "x", auth=US, timeout=SECONDS)
    with pytest.raises(InvalidClientError):
        ours.fetch_token(f"{books.auth_url}/token", authorization_response=back, auth=STRANGER, timeout=SECONDS)
