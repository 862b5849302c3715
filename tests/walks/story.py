"""The steps that several walks take: dropping a file, waiting for an import to end."""

import base64
import time
from datetime import date
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

import sie
from closing.demo.company import BUILDER
from closing.demo.files import two_years
from closing.engagements.models import Agency, Engagement, Role
from closing.users.models import User
from tests.factories import PASSWORD, make_engagement, make_membership, make_user

IMPORT_MILLISECONDS = 60_000
SECONDS_OF_A_CODE = 30
MOST_TABS = 60
DROP = """
(zone, { name, content }) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}
"""


def demo_file(folder: Path, file: sie.SieFile | None = None) -> Path:
    """Write the demo company's year 2025, or another file, as a bookkeeping program exports it."""
    path = folder / "bokforing 2025.se"
    sie.write(file or two_years(BUILDER, date(2025, 1, 1))[1], path)
    return path


def newcomer(agency: Agency) -> User:
    """Give someone who has a password and has never been here."""
    return make_membership(make_user("ny@alfa.example", password=PASSWORD), agency, Role.PREPARER).user


def builders(agency: Agency) -> Engagement:
    """Set up the demo company's engagement, with nothing imported yet."""
    return make_engagement(
        agency, name=BUILDER.name, organisation_number=BUILDER.organisation_number, data_source="sie_file"
    )


def drop(page: Page, path: Path) -> None:
    """Drop a file on the page's drop zone, as from the desktop."""
    content = base64.b64encode(path.read_bytes()).decode()
    page.locator(".dropzone").evaluate(DROP, {"name": path.name, "content": content})


def wait_for_the_end(page: Page) -> None:
    """Wait until the import has ended, and the page shows how."""
    expect(page.locator(".note[role=status]")).to_be_visible(timeout=IMPORT_MILLISECONDS)


def code_now(secret: str) -> str:
    """Give the code that an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time() // SECONDS_OF_A_CODE))))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus stands on what the selector means."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)
