"""A person who works with a Fortnox that answers: who they are, and how they log in there."""

from dataclasses import dataclass

from playwright.sync_api import Page

from closing.engagements.models import Engagement
from closing.users.models import User
from tests.integrations.fortnox.simulated import Simulated
from tests.walks.browser import Desk


@dataclass(frozen=True)
class Visit:
    """Bob at his desk, with the demo company's engagement and a Fortnox that answers."""

    fortnox: Simulated
    desk: Desk
    bob: User
    engagement: Engagement


def log_in(page: Page, company: str) -> None:
    """Log in at Fortnox, and choose a company."""
    page.get_by_label("Användarnamn").fill("byra")
    page.get_by_label("Lösenord").fill("byra")
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("button", name=company).click()


def go_to_fortnox(visit: Visit) -> None:
    """Go from the import's form to Fortnox's login."""
    visit.desk.open_named("importing:start", visit.engagement)
    visit.desk.page.locator("main form .primary").click()
