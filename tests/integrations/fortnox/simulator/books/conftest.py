"""A storage with a company."""

from pathlib import Path

import pytest

from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import made_company, made_storage


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """Make a storage with one company."""
    made = made_storage(tmp_path)
    made_company(made)
    return made
