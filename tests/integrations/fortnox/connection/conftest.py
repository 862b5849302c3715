"""What the tests of the connection ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.integrations.fortnox.connection import token_server
from tests.integrations.fortnox.connection.token_server import TokenServer


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> Iterator[TokenServer]:
    """Run a token server, and let the application talk to it."""
    settings.DATA_DIR = tmp_path
    with token_server.running() as known:
        settings.FORTNOX_AUTH_URL = known.url
        settings.FORTNOX_API_URL = known.url.replace("/oauth-v1", "/3")
        settings.FORTNOX_CLIENT_ID, settings.FORTNOX_CLIENT_SECRET = "kvitt-demo", "kvitt-demo-secret"
        yield known
