"""The books as pages: who may see them, what stands on them, and what they cost."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Agency, Engagement, FiscalYear
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

PAGES = ["accounts", "account", "voucher", "income", "balance"]
SALE = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")], text="Kontantförsäljning")


@pytest.fixture
def engagement(agency: Agency) -> Engagement:
    """Give an engagement of Alice's agency."""
    return make_engagement(agency)


@pytest.fixture
def year(engagement: Engagement) -> FiscalYear:
    """Give its fiscal year."""
    return make_fiscal_year(engagement)


def _address(page: str, year: FiscalYear) -> str:
    if page == "accounts":
        return reverse("statements:accounts", args=[year.engagement_id])
    more = {"account": "1930", "voucher": "1"}.get(page)
    return reverse(f"statements:{page}", args=[year.engagement_id, year.pk, *([more] if more else [])])


@pytest.mark.parametrize("page", PAGES)
def test_reader_sees_the_books(page: str, year: FiscalYear, rita: User) -> None:
    make_books(year, [SALE])

    response = client_of(rita).get(_address(page, year))

    assert response.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_stranger_is_told_nothing(page: str, year: FiscalYear, charlie: User) -> None:
    make_books(year, [SALE])

    response = client_of(charlie).get(_address(page, year))

    assert response.status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_the_books_without_signing_in(page: str, year: FiscalYear, client: Client) -> None:
    make_books(year, [SALE])

    response = client.get(_address(page, year))

    assert response.status_code == 302


@pytest.mark.parametrize("page", ["accounts", "income", "balance"])
def test_page_of_a_year_never_imported_says_what_to_do(page: str, year: FiscalYear, alice: User) -> None:
    response = client_of(alice).get(_address(page, year))

    assert response.status_code == 200
    assert reverse("overview:engagement", args=[year.engagement_id]) in response.text.partition('class="empty"')[2]


def test_account_that_is_not_there_says_so(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE])

    response = client_of(alice).get(reverse("statements:account", args=[year.engagement_id, year.pk, "1999"]))

    assert response.status_code == 404
    assert "1999" in response.text


def test_voucher_that_is_not_there_is_not_found(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE])

    response = client_of(alice).get(reverse("statements:voucher", args=[year.engagement_id, year.pk, 2]))

    assert response.status_code == 404


def test_ledger_shows_the_balance_after_each_posting(year: FiscalYear, alice: User) -> None:
    make_books(
        year, [SALE, Jotted("A 2", date(2025, 2, 1), [("5010", "300"), ("1930", "-300")])], opening={"1930": "50"}
    )

    response = client_of(alice).get(_address("account", year))

    assert [row.balance_ore for row in response.context["page"].entries] == [105000, 75000]
    assert "1\u00a0050,00" in response.text


def test_ledger_pages_lead_there_and_back(year: FiscalYear, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_books(year, [Jotted(f"A {n}", date(2025, 1, n), [("1930", "1"), ("3010", "-1")]) for n in range(1, 6)])
    monkeypatch.setattr("closing.statements.presentation.LEDGER_ROWS", 2)
    client = client_of(alice)
    address = _address("account", year)

    first = client.get(address)
    second = client.get(first.context["later"])
    back = client.get(second.context["earlier"])
    last = client.get(first.context["end"])

    shown = [[entry.number for entry in page.context["page"].entries] for page in (first, second, back, last)]
    assert shown == [["1", "2"], ["3", "4"], ["1", "2"], ["4", "5"]]
    assert [entry.balance_ore for entry in last.context["page"].entries] == [400, 500]


def test_ledger_keeps_what_could_not_be_read(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE])

    response = client_of(alice).get(_address("account", year), {"amount": "1,234", "text": "hyra"})

    assert 'value="1,234"' in response.text
    assert 'aria-invalid="true"' in response.text


def test_ledger_search_finds_the_text_of_the_voucher_in_any_case(year: FiscalYear, alice: User) -> None:
    rent = Jotted("A 2", date(2025, 2, 1), [("5010", "300"), ("1930", "-300")], text="HYRA FÖRRÅD")
    make_books(year, [SALE, rent])

    response = client_of(alice).get(_address("account", year), {"text": "förråd"})

    assert [entry.number for entry in response.context["page"].entries] == ["2"]


def test_voucher_tells_what_does_not_balance(year: FiscalYear, alice: User) -> None:
    make_books(year, [Jotted("A 1", date(2025, 1, 1), [("1930", "12.50")])])

    response = client_of(alice).get(_address("voucher", year))

    assert 'class="note bad"' in response.text
    assert "12,50" in response.text


def test_voucher_leads_back_to_the_account_it_was_opened_from(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE])

    response = client_of(alice).get(_address("voucher", year), {"account": "3010"})

    account = reverse("statements:account", args=[year.engagement_id, year.pk, "3010"])
    assert f'<li><a href="{account}">3010</a></li>' in response.text


def test_account_list_counts_and_sorts(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE], unused=["1510"])

    response = client_of(alice).get(_address("accounts", year), {"sort": "-closing", "unused": "on"})

    rows = [row.standing.number for group in response.context["groups"] for row in group.rows]
    assert rows == ["1930", "1510", "3010"]
    assert 'aria-sort="descending"' in response.text


def test_search_without_hit_says_how_to_search(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE])

    response = client_of(alice).get(_address("accounts", year), {"q": "finns inte"})

    assert response.context["groups"] == []
    assert 'class="empty"' in response.text


def test_texts_of_the_books_are_escaped(year: FiscalYear, alice: User) -> None:
    make_books(
        year, [Jotted("A 1", date(2025, 1, 1), [("1930", "1"), ("3010", "-1")], text="<script>alert(1)</script>")]
    )
    client = client_of(alice)

    texts = [client.get(_address(page, year)).text for page in ("account", "voucher")]

    assert ["<script>alert" in text for text in texts] == [False, False]
    assert ["&lt;script&gt;alert" in text for text in texts] == [True, True]


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow_with_the_books(page: str, engagement: Engagement, alice: User) -> None:
    client = client_of(alice)
    counts = []
    for place, size in enumerate((2, 4)):
        with scopes_disabled():
            year = make_fiscal_year(engagement, date(2024 + place, 1, 1), date(2024 + place, 12, 31))
        rows = [("1930", "4"), *((f"301{n}", str(-4 // size)) for n in range(size))]
        objects = (("1", "10"),)
        make_books(
            year, [Jotted(f"A {n}", date(2024 + place, n, 1), rows, objects=objects) for n in range(1, size + 1)]
        )
        client.get(_address(page, year), {"year": str(year.pk), "compare": "none"})
        with CaptureQueriesContext(connection) as queries:
            response = client.get(_address(page, year), {"year": str(year.pk), "compare": "none"})
        assert response.status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
