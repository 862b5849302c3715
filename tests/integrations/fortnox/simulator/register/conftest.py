"""A storage with a company."""

from pathlib import Path

import pytest

from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.register.made import made_storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """Make a storage with one company, a customer and a supplier."""
    return made_storage(tmp_path)
