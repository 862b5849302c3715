"""Years to plan."""

import pytest

from closing.engagements.models import Agency, FiscalYear
from closing.users.models import User
from tests.entries.planning.given_books import limited_year, sole_traders_year


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who prepares closings and reads English."""
    User.objects.filter(pk=bob.pk).update(language=User.Language.ENGLISH)
    bob.refresh_from_db()
    return bob


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give the year of a limited company."""
    return limited_year(agency)


@pytest.fixture
def traders_year(agency: Agency) -> FiscalYear:
    """Give the year of a sole trader."""
    return sole_traders_year(agency)
