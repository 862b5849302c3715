"""Pictures of the main pages into `var/shots/`, in both widths, both schemes and both languages (`make shots`)."""

from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from closing.engagements.models import Agency
from closing.users.models import User
from tests.walks.browser import Desk
from tests.walks.page_list import Look, addresses, settle

FOLDER = Path(settings.DATA_DIR) / "shots"
WIDTHS = {1440: 900, 390: 844}
LOOKS: list[Look] = [("sv", "light"), ("sv", "dark"), ("en", "light"), ("en", "dark")]
pytestmark = pytest.mark.walk


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_shots(desk: Desk, alice: User, look: Look) -> None:
    language, scheme = look
    pages = list(addresses(*settle(Agency.objects.get())))
    desk.sign_in(alice, language)
    desk.page.emulate_media(color_scheme=scheme)
    FOLDER.mkdir(exist_ok=True)

    for (width, height), (name, path) in product(WIDTHS.items(), pages):
        desk.page.set_viewport_size({"width": width, "height": height})
        desk.open(path)
        desk.page.screenshot(path=FOLDER / f"{name}-{language}-{scheme}-{width}.png")

    assert desk.faults == []
