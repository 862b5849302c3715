"""A person in front of a real browser: how they sign in, and what every page they meet is checked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page

from closing.users.models import User
from tests.factories import client_of

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@dataclass
class Desk:
    """A browser window at a running server, with an eye on its console.

    Attributes:
        page: the window.
        address: where the server answers.
        faults: console errors, uncaught exceptions and breaches of the content security policy, as they came.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to note what goes wrong."""
        self.page.add_init_script(REPORT_VIOLATIONS)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))

    def sign_in(self, user: User, language: str = "sv") -> None:
        """Hold a session of the user; the walk through the sign-in page itself is a walk of its own."""
        User.objects.filter(pk=user.pk).update(language=language)
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
        self.page.context.add_cookies([{"name": k, "value": v, "url": self.address} for k, v in cookies.items()])

    def open(self, path: str) -> None:
        """Go to a page of the server."""
        self.page.goto(self.address + path)

    def open_named(self, name: str, *things: Model | str | int) -> None:
        """Go to the page of that name, about these things."""
        self.open(reverse(name, args=[thing.pk if isinstance(thing, Model) else thing for thing in things]))

    def audit(self) -> None:
        """Check the page as it stands: accessible, and nothing wrong in the console."""
        results = Axe().run(self.page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        violations = [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

        assert violations == [], f"{self.page.url}\n" + "\n".join(violations)
        assert self.faults == []

    @contextmanager
    def refused(self) -> Iterator[None]:
        """Let the browser tell of an answer that says no (403, 404, 413) without counting it as a fault."""
        before = len(self.faults)
        yield
        self.faults[before:] = [fault for fault in self.faults[before:] if "Failed to load resource" not in fault]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"{self.page.url}: {message.text}")
