"""What surrounds every page."""

from datetime import date

import pytest
from django.http import HttpRequest
from django.urls import reverse

from closing.engagements.models import Agency, Engagement, FiscalYear
from closing.overview.frame import Frame, frame
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

SALE = Jotted("A 1", date(2025, 3, 15), [("1930", "1000"), ("3010", "-1000")])


@pytest.fixture
def engagement(agency: Agency) -> Engagement:
    """Give an engagement with two fiscal years."""
    engagement = make_engagement(agency, name="Åsö Bygg AB")
    make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))
    make_fiscal_year(engagement)
    return engagement


def _latest(engagement: Engagement) -> FiscalYear:
    year = engagement.fiscal_years.first()
    assert year is not None
    return year


def _frame(user: User, address: str) -> Frame:
    found = client_of(user).get(address).context["frame"]
    assert isinstance(found, Frame)
    return found


def test_someone_not_signed_in_sees_no_frame() -> None:
    assert frame(HttpRequest()) == {"frame": None}


def test_agency_pages_have_the_menu_of_the_agency(alice: User, bob: User) -> None:
    menus = [
        [entry.label for group in _frame(user, reverse("overview:agency")).menu for entry in group.entries]
        for user in (alice, bob)
    ]

    assert [len(menu) for menu in menus] == [3, 1]


def test_menu_marks_the_page_it_stands_on(engagement: Engagement, alice: User) -> None:
    shown = _frame(alice, reverse("overview:engagement", args=[engagement.pk]))

    current = [entry.url for group in shown.menu for entry in group.entries if entry.is_current]
    assert current == [reverse("overview:engagement", args=[engagement.pk])]


def test_keys_of_a_menu_are_each_used_once(engagement: Engagement, alice: User) -> None:
    for address in (reverse("overview:agency"), reverse("overview:engagement", args=[engagement.pk])):
        keys = [entry.key for group in _frame(alice, address).menu for entry in group.entries]

        assert sorted(keys) == sorted(set(keys))


def test_breadcrumb_leads_up_to_the_agency(engagement: Engagement, alice: User) -> None:
    shown = _frame(alice, reverse("overview:engagement", args=[engagement.pk]))

    assert [(crumb.label, crumb.url) for crumb in shown.crumbs] == [
        ("Alfa Redovisning", "/"),
        ("Åsö Bygg AB", f"/e/{engagement.pk}/"),
    ]


def test_year_can_be_changed_on_the_same_page(engagement: Engagement, alice: User) -> None:
    year = _latest(engagement)
    make_books(year, [SALE])
    before = engagement.fiscal_years.last()
    assert before is not None

    on_overview = _frame(alice, reverse("overview:engagement", args=[engagement.pk])).years
    on_statement = _frame(alice, reverse("statements:income", args=[engagement.pk, year.pk])).years
    on_voucher = _frame(alice, reverse("statements:voucher", args=[engagement.pk, year.pk, 1])).years

    assert [(choice.label, choice.is_current) for choice in on_overview] == [("2025", True), ("2024", False)]
    assert on_overview[1].url == f"/e/{engagement.pk}/?year={before.pk}"
    assert on_statement[1].url == reverse("statements:income", args=[engagement.pk, before.pk])
    assert on_voucher[1].url == f"{reverse('statements:accounts', args=[engagement.pk])}?year={before.pk}"


def test_header_shows_period_and_result(engagement: Engagement, alice: User) -> None:
    make_books(_latest(engagement), [SALE])
    address = reverse("overview:engagement", args=[engagement.pk])

    shown = _frame(alice, address)

    assert (shown.period.number if shown.period else None, shown.result_ore) == (3, 100000)
    assert [choice.url for choice in shown.periods][:1] == [f"{address}?period=1"]
    assert [choice.is_current for choice in shown.periods].index(True) == 2


def test_result_of_a_year_never_imported_is_not_shown(engagement: Engagement, alice: User) -> None:
    shown = _frame(alice, reverse("overview:engagement", args=[engagement.pk]))

    assert shown.result_ore is None


def test_source_that_is_no_longer_there_is_shown_as_none(agency: Agency, alice: User) -> None:
    engagement = make_engagement(agency, data_source="gone")

    assert _frame(alice, reverse("overview:engagement", args=[engagement.pk])).source == ""


def test_shortcuts_are_off_for_who_wants_none(alice: User) -> None:
    texts = []
    for wanted in (True, False):
        User.objects.filter(pk=alice.pk).update(keyboard_shortcuts=wanted)
        texts.append(client_of(alice).get("/").text)

    assert [" data-keys>" in text for text in texts] == [True, False]
