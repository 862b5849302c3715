"""People of the guide's tests read English, so that the tests quote the texts of the source."""

import pytest

from closing.users.models import User


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who reads English."""
    bob.language = User.Language.ENGLISH
    bob.save(update_fields=["language"])
    return bob
