"""The browser of the walks: Debian's chromium, in Swedish, with an eye on the console."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.walks.browser import Desk
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
