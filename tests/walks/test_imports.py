"""The pages of an import in every state it can be in, as a browser sees them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled
from pytest_django.fixtures import Settings

from closing.engagements.models import Agency, Engagement
from closing.importing.runs import Choices
from closing.users.models import User
from tests.factories import make_engagement, make_fiscal_year
from tests.importing.conftest import NUMBER, example, import_files, start
from tests.walks.browser import Desk

pytestmark = pytest.mark.walk

NARROW = {"width": 320, "height": 640}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def _engagement(agency: Agency, source: str, number: str = NUMBER) -> Engagement:
    with scopes_disabled():
        return make_engagement(agency, organisation_number=number, data_source=source, name="Exempel AB")


def _pages(agency: Agency) -> Iterator[tuple[str, str]]:
    """Bring imports into every state, and name their pages."""
    company = _engagement(agency, "sie_file")
    table = _engagement(agency, "trial_balance", "5560160680")
    typed = _engagement(agency, "manual_entry", "5560001405")
    with scopes_disabled():
        year = make_fiscal_year(table)
        make_fiscal_year(typed)
        for code in ("amount-unreadable", "number-gaps", "encoding-detected", "voucher-unbalanced"):
            run = import_files(company, [example(code)])
            yield code, reverse("importing:run", args=[company.pk, run.pk])
        changed = import_files(company, [example("number-gaps")], choices=Choices(accepted=("voucher-unbalanced",)))
        asked = import_files(table, [example("columns-recognised")], choices=Choices(year=year))
        queued = start(company, [example("same-file"), example("year-created")])
    yield "changes", reverse("importing:changes", args=[company.pk, changed.pk])
    yield "columns", reverse("importing:run", args=[table.pk, asked.pk])
    yield "queued", reverse("importing:run", args=[company.pk, queued.pk])
    yield "history", reverse("importing:history", args=[company.pk])
    yield "start", reverse("importing:start", args=[table.pk])
    yield "manual", reverse("manual_entry:table", args=[typed.pk])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_import_pages_are_accessible_quiet_and_narrow(
    desk: Desk, alice: User, agency: Agency, *, language: str
) -> None:
    desk.sign_in(alice, language)

    too_wide = {}
    for name, path in _pages(agency):
        desk.open(path)
        desk.audit()
        assert desk.page.locator("h1").count() == 1, path
        desk.page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        too_wide[name] = desk.page.evaluate(OVERFLOW)
        desk.page.set_viewport_size({"width": 1440, "height": 900})
    assert {name: pixels for name, pixels in too_wide.items() if pixels > 0} == {}
