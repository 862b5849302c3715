"""The connection against the simulator over real HTTP: the whole round, refreshes, revocation, self-heal, the clock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from closing.engagements.models import Engagement
from closing.importing.models import ImportRun
from integrations.fortnox import texts
from integrations.fortnox.connection import sealed
from integrations.fortnox.connection.ending import disconnect
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.connection.errors import TokenLostError
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.models import FortnoxConnection
from tests.factories import client_of
from tests.integrations.fortnox.connection.factory import QUICK
from tests.integrations.fortnox.importing import TENANT, an_engagement, connect, fortnox_at, settle_company
from tests.integrations.fortnox.simulated import Simulated

pytestmark = pytest.mark.django_db
SECONDS = 30


@pytest.fixture
def fortnox(tmp_path: Path, settings: Settings) -> Iterator[Simulated]:
    """Run a Fortnox with one company."""
    with fortnox_at(tmp_path, settings) as simulated:
        settle_company(simulated)
        yield simulated


@pytest.fixture
def connection(fortnox: Simulated) -> FortnoxConnection:
    """Give a connection to that company whose access token has run out."""
    return run_out(connect(fortnox, *an_engagement()))


def run_out(connection: FortnoxConnection) -> FortnoxConnection:
    FortnoxConnection.objects.filter(pk=connection.pk).update(access_expires_at=timezone.now())
    connection.refresh_from_db()
    return connection


def token_of(connection: FortnoxConnection) -> str:
    return Tokens(connection.pk, patience=QUICK).token()


def is_taken(fortnox: Simulated, token: str) -> bool:
    """Say whether the interface takes an access token."""
    address = f"{fortnox.api_url}/companyinformation"
    answer = requests.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=SECONDS)
    return bool(answer.status_code == requests.codes.ok)


def to_the_login(browser: Client, engagement: Engagement) -> str:
    """Press the button, on an address of this machine, which is all the simulator sends anybody back to."""
    button = reverse("fortnox:connect", args=[engagement.pk])
    return browser.post(button, headers={"host": "127.0.0.1"}).headers["Location"]


def through_the_login(address: str, decision: str) -> str:
    """Log in, choose the company, decide; give the address the browser is sent back to."""
    with requests.Session() as browser:
        page = browser.get(address, timeout=SECONDS)
        for form in ({"login": "byra", "password": "byra"}, {"tenant": str(TENANT)}):
            page = browser.post(page.url, data=form, timeout=SECONDS)
        back = browser.post(page.url, data={"answer": decision}, allow_redirects=False, timeout=SECONDS)
        return back.headers["Location"]


def come_back(browser: Client, location: str) -> str:
    """Let the browser come back to the application; tell where that leads."""
    parts = urlsplit(location)
    return browser.get(parts.path, dict(parse_qsl(parts.query))).headers["Location"]


def test_whole_round_from_the_button_to_the_import(fortnox: Simulated) -> None:
    engagement, user = an_engagement()
    browser = client_of(user)
    login = to_the_login(browser, engagement)

    led_to = come_back(browser, through_the_login(login, "approve"))

    connection, run = FortnoxConnection.objects.get(), ImportRun.objects.get()
    assert led_to == reverse("importing:run", args=[engagement.pk, run.pk])
    assert (connection.tenant, connection.user, is_taken(fortnox, token_of(connection))) == (TENANT, user, True)


def test_no_at_the_login_leads_to_its_page(fortnox: Simulated) -> None:
    engagement, user = an_engagement()
    browser = client_of(user)
    login = to_the_login(browser, engagement)

    led_to = come_back(browser, through_the_login(login, "deny"))

    assert str(texts.PAGES["access_denied"].heading) in browser.get(led_to).content.decode()
    assert FortnoxConnection.objects.count() == 0


def test_refresh_gives_a_token_that_is_taken_and_kills_the_old_one(
    fortnox: Simulated, connection: FortnoxConnection
) -> None:
    tokens = [token_of(run_out(connection)) for _ in range(3)]

    assert [is_taken(fortnox, token) for token in tokens] == [True, True, True]
    assert connection.refreshes.filter(outcome="stored").count() == 3


@pytest.mark.parametrize("fault", ["revoke_consents", "expire_refresh_tokens", "use_refresh_tokens"])
def test_token_that_fortnox_no_longer_takes_is_lost(
    fortnox: Simulated, connection: FortnoxConnection, fault: str
) -> None:
    getattr(fortnox.control, fault)(TENANT)

    with pytest.raises(TokenLostError):
        token_of(connection)

    connection.refresh_from_db()
    assert connection.state == "lost"


def test_service_account_heals_and_is_lost_only_with_its_consent(
    fortnox: Simulated, connection: FortnoxConnection
) -> None:
    pair = fortnox.control.tokens(TENANT, is_service=True)
    kept = Pair(pair.access_token, pair.refresh_token, timedelta(0), ())
    assert sealed.store(kept, connection, given_at=timezone.now())
    FortnoxConnection.objects.update(is_service=True)
    fortnox.control.use_refresh_tokens(TENANT)

    healed = token_of(connection)

    assert is_taken(fortnox, healed)
    fortnox.control.revoke_consents(TENANT)
    with pytest.raises(TokenLostError):
        token_of(run_out(connection))


def test_disconnected_token_is_dead_at_fortnox_too(fortnox: Simulated, connection: FortnoxConnection) -> None:
    token = sealed.refresh_of(connection)

    disconnect(connection, actor=None)

    form = {"grant_type": "refresh_token", "refresh_token": token}
    own = ("kvitt-demo", "kvitt-demo-secret")
    answer = requests.post(f"{fortnox.auth_url}/token", data=form, auth=own, timeout=SECONDS)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_thirty_days_fit_into_the_life_of_a_refresh_token(fortnox: Simulated, connection: FortnoxConnection) -> None:
    fortnox.control.move_clock(timedelta(days=30, hours=1))

    token = token_of(connection)

    assert is_taken(fortnox, token)
