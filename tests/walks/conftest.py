"""The browser of the walks: Debian's chromium, in Swedish, with an eye on the console."""

import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from closing.users.models import User
from integrations.fortnox.simulator.books.from_sie import company_from_sie
from tests.factories import make_fiscal_year
from tests.integrations.fortnox.importing import YEAR, fortnox_at, settle_company
from tests.integrations.fortnox.simulated import Simulated
from tests.walks.browser import Desk
from tests.walks.fortnox_visit import Visit
from tests.walks.story import builders
from tests.walks.worker import worker_at

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MILLISECONDS = 15_000
OTHER_TENANT = 4712


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's chromium; without one the walks are left out, but not where they must run."""
    if not os.access(CHROMIUM, os.X_OK):
        word = "The walks need chromium: apt-get install chromium."
        if os.environ.get("CI") == "true":
            pytest.fail(word)
        pytest.skip(word)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Sit at a Swedish desk with an ordinary screen."""
    return {
        **browser_context_args,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Desk:
    """Sit down at the browser."""
    page.set_default_timeout(MILLISECONDS)
    return Desk(page, live_server.url)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Give the walk a folder of its own for what is uploaded."""
    (tmp_path / "tmp").mkdir()
    settings.DATA_DIR = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "tmp"
    return tmp_path


@pytest.fixture
def worker(folder: Path, live_server: LiveServer) -> Iterator[None]:
    """Let a real worker process do the jobs."""
    with worker_at(folder):
        yield


@pytest.fixture
def fortnox(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulated]:
    """Run a Fortnox with the demo company and another one, for the page and for the worker."""
    with fortnox_at(folder, settings) as simulated:
        older, _newer = settle_company(simulated)
        company_from_sie(
            simulated.storage, older, tenant=OTHER_TENANT, name="Annat AB", organisation_number="556036-0793"
        )
        policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"] = ["'self'", simulated.url]
        settings.CONTENT_SECURITY_POLICY = policy
        monkeypatch.setenv("FORTNOX_API_URL", simulated.api_url)
        monkeypatch.setenv("FORTNOX_AUTH_URL", simulated.auth_url)
        yield simulated


@pytest.fixture
def told_worker(fortnox: Simulated, desk: Desk, request: pytest.FixtureRequest) -> Desk:
    """Let a real worker do the jobs, once the environment says where Fortnox is."""
    request.getfixturevalue("worker")
    return desk


@pytest.fixture
def visit(fortnox: Simulated, desk: Desk, bob: User) -> Visit:
    """Set up the demo company's engagement, with Fortnox as its source and nothing imported."""
    made = builders(bob.memberships.get().agency)
    made.data_source = "fortnox"
    made.save(update_fields=["data_source"])
    make_fiscal_year(made, *YEAR)
    return Visit(fortnox, desk, bob, made)
