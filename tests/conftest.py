"""What every test may ask for."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands.flush import Command as FlushCommand
from django.db import connection
from time_machine import TimeMachineFixture

from closing.activity import append_only
from closing.engagements.models import Agency, Role
from closing.users.models import User
from tests.factories import SECONDS_OF_A_CODE, make_agency, make_membership, make_user

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real files, which lies beside the project and not in it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("The folder of real SIE files is not here.")
    return SHARED_DATA


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_the_append_only_log() -> Iterator[None]:
    """Let a test database be emptied between tests: nothing else ever takes the log's triggers away."""
    flush = FlushCommand.handle

    def handle(self: FlushCommand, **options: Any) -> None:
        with append_only.lifted(connection):
            flush(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FlushCommand, "handle", handle)
        yield


@pytest.fixture
def agency(db: None) -> Agency:
    """Give the agency that Alice, Bob and Rita work for."""
    return make_agency("Alfa Redovisning")


@pytest.fixture
def alice(agency: Agency) -> User:
    """Give the agency's administrator."""
    return make_membership(make_user("alice@alfa.example", name="Alice Ek"), agency, Role.ADMINISTRATOR).user


@pytest.fixture
def maja(agency: Agency) -> User:
    """Give a manager of the agency."""
    return make_membership(make_user("maja@alfa.example", name="Maja Lind"), agency, Role.MANAGER).user


@pytest.fixture
def bob(agency: Agency) -> User:
    """Give a preparer of the agency."""
    return make_membership(make_user("bob@alfa.example", name="Bob Ask"), agency, Role.PREPARER).user


@pytest.fixture
def rita(agency: Agency) -> User:
    """Give a reader of the agency."""
    return make_membership(make_user("rita@alfa.example", name="Rita Alm"), agency, Role.READER).user


@pytest.fixture
def charlie(db: None) -> User:
    """Give the administrator of another agency."""
    user = make_user("charlie@beta.example", name="Charlie Björk")
    return make_membership(user, make_agency("Beta Revision"), Role.ADMINISTRATOR).user


@pytest.fixture
def fresh_code(time_machine: TimeMachineFixture) -> None:
    """Set the clock to where an authenticator app has just shown a new code, so that none runs out in a test."""
    now = time.time()
    time_machine.move_to(now - now % SECONDS_OF_A_CODE)
