"""The start page of the agency, and the overview of an engagement."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closing.engagements.models import Agency, Engagement, Period
from closing.importing.models import ImportRun
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

SALE = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")])
RENT = Jotted("A 2", date(2025, 2, 15), [("5010", "400"), ("1930", "-400")])


@pytest.fixture
def engagement(agency: Agency) -> Engagement:
    """Give an engagement that takes SIE files."""
    return make_engagement(agency, name="Åsö Bygg AB", data_source="sie_file")


def _overview(engagement: Engagement) -> str:
    return reverse("overview:engagement", args=[engagement.pk])


@pytest.mark.django_db
def test_start_page_asks_who_it_is(client: Client) -> None:
    assert client.get("/").status_code == 302


def test_empty_start_page_leads_to_the_guide(bob: User, rita: User) -> None:
    guide = reverse("startguide:start")

    pages = [client_of(user).get("/").text for user in (bob, rita)]

    assert [guide in page for page in pages] == [True, False]
    assert ['class="empty"' in page for page in pages] == [True, True]


def test_start_page_lists_the_agencys_own_engagements(engagement: Engagement, alice: User, charlie: User) -> None:
    names = [[row.engagement.name for row in client_of(user).get("/").context["rows"]] for user in (alice, charlie)]

    assert names == [[engagement.name], []]


def test_start_page_finds_and_says_when_it_does_not(engagement: Engagement, alice: User) -> None:
    client = client_of(alice)

    found, missed = client.get("/", {"q": "åsö"}), client.get("/", {"q": "finns inte"})

    assert [row.engagement for row in found.context["rows"]] == [engagement]
    assert missed.context["rows"] == []
    assert 'value="finns inte"' in missed.text


def test_start_page_ignores_an_order_it_does_not_know(engagement: Engagement, alice: User) -> None:
    response = client_of(alice).get("/", {"sort": "password"})

    assert [row.engagement for row in response.context["rows"]] == [engagement]


def test_overview_is_closed_to_a_stranger(engagement: Engagement, charlie: User) -> None:
    assert client_of(charlie).get(_overview(engagement)).status_code == 404


def test_overview_without_source_leads_to_choosing_one(agency: Agency, alice: User) -> None:
    engagement = make_engagement(agency)

    page = client_of(alice).get(_overview(engagement))

    assert f'class="btn primary" href="{reverse("maintenance:settings", args=[engagement.pk])}"' in page.text


def test_overview_leads_who_may_work_to_the_import(engagement: Engagement, bob: User, rita: User) -> None:
    address = reverse("importing:start", args=[engagement.pk])

    pages = [client_of(user).get(_overview(engagement)).text for user in (bob, rita)]

    assert [address in page for page in pages] == [True, False]


def test_overview_shows_the_result_of_each_period(engagement: Engagement, alice: User) -> None:
    year = make_fiscal_year(engagement)
    year.periods.filter(number=1).update(state=Period.State.LOCKED)
    make_books(year, [SALE, RENT])

    page = client_of(alice).get(_overview(engagement)).context["page"]

    rows = [(row.chip, row.icon, row.sales_ore, row.result_ore, row.accumulated_ore) for row in page.periods]
    assert rows[:3] == [
        ("mute", "lock", 100000, 100000, 100000),
        ("mute", "circle", 0, -40000, 60000),
        ("mute", "circle", 0, 0, 60000),
    ]
    assert rows[-1] == ("mute", "circle", 100000, 60000, 60000)
    assert page.locked == 1


def test_overview_draws_the_result_of_each_month_with_its_figures(engagement: Engagement, alice: User) -> None:
    make_books(make_fiscal_year(engagement), [SALE, RENT])

    response = client_of(alice).get(_overview(engagement))

    assert [bar.ore for bar in response.context["page"].chart.bars][:3] == [100000, -40000, 0]
    assert '<title id="chart-title">' in response.text
    assert "−400,00" in response.text


def test_overview_of_balances_alone_has_no_months(engagement: Engagement, alice: User) -> None:
    make_books(make_fiscal_year(engagement), opening={"1930": "10", "2081": "-10"})

    page = client_of(alice).get(_overview(engagement)).context["page"]

    assert (page.chart, page.months) == (None, [])
    assert [row.result_ore for row in page.periods] == [None] * 12 + [0]


def test_overview_shows_how_the_last_import_went(engagement: Engagement, alice: User) -> None:
    make_fiscal_year(engagement)
    run = ImportRun.objects.create(engagement=engagement, source="sie_file", state=ImportRun.State.FAILED)

    response = client_of(alice).get(_overview(engagement))

    address = reverse("importing:run", args=[engagement.pk, run.pk])
    assert address in response.text
    assert response.context["page"].steps[0].url == address


@pytest.mark.parametrize("states", [[ImportRun.State.DONE], [ImportRun.State.DONE] * 3])
def test_overview_takes_the_same_queries_however_much_there_is(
    engagement: Engagement, alice: User, states: list[str]
) -> None:
    year = make_fiscal_year(engagement)
    make_books(
        year,
        [Jotted(f"A {n}", date(2025, n, 1), [("1930", "1"), (f"301{n}", "-1")]) for n in range(1, len(states) + 1)],
    )
    for state in states:
        ImportRun.objects.create(engagement=engagement, source="sie_file", state=state)
    client = client_of(alice)
    client.get(_overview(engagement))

    with CaptureQueriesContext(connection) as queries:
        client.get(_overview(engagement))

    assert len(queries) == 25
