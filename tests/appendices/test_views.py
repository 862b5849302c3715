"""The appendices as pages: who may see and comment, what stands on them, and what they cost."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from closing.appendices.build import keep
from closing.appendices.items import LedgerInvoice
from closing.appendices.ledgers import Bucket
from closing.appendices.models import LONGEST_COMMENT, InvoiceComment
from closing.engagements.models import Agency, FiscalYear
from closing.users.models import User
from tests.appendices.made_ledgers import invoice, key, payables, payment, receivables
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

PAGES = ["list", "ledger", "difference"]
FEB, APR = date(2025, 2, 15), date(2025, 4, 15)
SALE = Jotted("B 1", FEB, [("1510", "1000"), ("3010", "-1000")], text="Faktura 1")
BY_HAND = Jotted("A 1", date(2025, 3, 1), [("1510", "250"), ("3010", "-250")], text="Bokat för hand")
MARCH = {"period": "3"}


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give a fiscal year of an engagement of Alice's agency."""
    return make_fiscal_year(make_engagement(agency))


def _address(page: str, year: FiscalYear, ledger: str = "receivables") -> str:
    if page == "list":
        return reverse("appendices:list", args=[year.engagement_id])
    return reverse(f"appendices:{page}", args=[year.engagement_id, year.pk, ledger])


def _import(year: FiscalYear, *invoices: LedgerInvoice) -> None:
    make_books(year, [SALE, BY_HAND])
    sale = invoice("1", FEB, "1000", balance="1000", due_day=FEB + timedelta(30), voucher=key("B 1"))
    keep(year.engagement, receivables(*(invoices or (sale,))), run_id=uuid4())


@pytest.mark.parametrize("page", PAGES)
def test_reader_sees_the_appendices(page: str, year: FiscalYear, rita: User) -> None:
    _import(year)

    response = client_of(rita).get(_address(page, year), MARCH)

    assert response.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_stranger_is_told_nothing(page: str, year: FiscalYear, charlie: User) -> None:
    _import(year)

    response = client_of(charlie).get(_address(page, year))

    assert response.status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_the_appendices_without_signing_in(page: str, year: FiscalYear, client: Client) -> None:
    _import(year)

    response = client.get(_address(page, year))

    assert response.status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_page_without_a_ledger_says_what_to_do(page: str, year: FiscalYear, alice: User) -> None:
    response = client_of(alice).get(_address(page, year))

    assert response.status_code == 200
    assert reverse("maintenance:import", args=[year.engagement_id]) in response.text.partition('class="empty"')[2]


@pytest.mark.parametrize("page", ["ledger", "difference", "comment"])
def test_ledger_that_there_is_not_is_not_found(page: str, year: FiscalYear, alice: User) -> None:
    client = client_of(alice)
    address = _address(page, year, "stock")

    response = client.post(address) if page == "comment" else client.get(address)

    assert response.status_code == 404


def test_list_shows_both_ledgers_and_what_is_missing(year: FiscalYear, alice: User) -> None:
    _import(year)

    response = client_of(alice).get(_address("list", year), MARCH)

    lines = [(one.ledger.value, one.appendix is not None) for one in response.context["lines"]]
    assert lines == [("receivables", True), ("payables", False)]
    assert "1\u00a0000,00" in response.text
    assert _address("difference", year) in response.text


def test_ledger_shows_what_remained_at_the_end_of_the_period(year: FiscalYear, alice: User) -> None:
    sale = invoice("1", FEB, "1000", balance="0", voucher=key("B 1"), payments=(payment(APR, "1000"),))
    _import(year, sale)
    client = client_of(alice)

    shown = [client.get(_address("ledger", year), {"period": period}).context["shown"] for period in ("2", "3", "4")]

    assert [(one.day.month, one.total_ore, one.balance_ore) for one in shown] == [
        (2, 100_000, 100_000),
        (3, 100_000, 125_000),
        (4, 0, 125_000),
    ]


def test_invoice_leads_to_its_voucher_and_the_account_to_its_postings(year: FiscalYear, alice: User) -> None:
    _import(year)

    response = client_of(alice).get(_address("ledger", year), MARCH)

    assert reverse("statements:voucher", args=[year.engagement_id, year.pk, 1]) in response.text
    assert reverse("statements:account", args=[year.engagement_id, year.pk, "1510"]) in response.text


def test_ages_stand_beside_their_picture(year: FiscalYear, alice: User) -> None:
    _import(year)

    response = client_of(alice).get(_address("ledger", year), MARCH)

    [late] = [one for one in response.context["ages"] if one.ore]
    assert (late.bucket, late.count, late.part.width) == (Bucket.TO_30, 1, 1000)
    assert '<svg class="ages"' in response.text


def test_payables_show_both_numbers_and_the_currency(year: FiscalYear, alice: User) -> None:
    euros = invoice("7", FEB, "11250", other_number="F-77", currency="EUR", amount_in_currency=100_000)
    keep(year.engagement, payables(euros), run_id=uuid4())

    response = client_of(alice).get(_address("ledger", year, "payables"), MARCH)

    assert "F-77" in response.text
    assert "1\u00a0000,00 EUR" in response.text


def test_period_before_the_ledger_is_known_says_from_when(year: FiscalYear, alice: User) -> None:
    keep(year.engagement, receivables(known_from=APR), run_id=uuid4())
    client = client_of(alice)

    texts = [client.get(_address(page, year), MARCH).text for page in ("list", "ledger")]

    assert ["2025-04-15" in text for text in texts] == [True, True]


def test_period_that_ends_after_the_import_says_what_is_not_known(year: FiscalYear, alice: User) -> None:
    _import(year)
    engagement = year.engagement
    later = make_fiscal_year(engagement, date(2026, 1, 1), date(2026, 12, 31))

    response = client_of(alice).get(reverse("appendices:ledger", args=[engagement.pk, later.pk, "receivables"]))

    assert 'class="note info"' in response.text
    assert "2026-01-20" in response.text


def test_difference_names_the_voucher_and_leads_to_it(year: FiscalYear, alice: User) -> None:
    _import(year)

    response = client_of(alice).get(_address("difference", year), MARCH)

    [shown] = response.context["causes"]
    assert (shown.cause.effect_ore, shown.cause.voucher.text) == (-25_000, "Bokat för hand")
    assert shown.voucher_url == reverse("statements:voucher", args=[year.engagement_id, year.pk, 2])
    assert shown.voucher_url in response.text
    assert response.context["explanation"].unexplained_ore == 0


def test_difference_says_what_remains_unexplained(year: FiscalYear, alice: User) -> None:
    make_books(year, [SALE], opening={"1510": "77.50"})
    keep(year.engagement, receivables(), run_id=uuid4())

    response = client_of(alice).get(_address("difference", year), MARCH)

    assert 'class="note warn"' in response.text
    assert "1\u00a0077,50" in response.text


def test_difference_without_voucher_in_the_books_is_told_without_a_link(year: FiscalYear, alice: User) -> None:
    _import(year, invoice("2", FEB, "30", balance="30", voucher=key("B 99")))

    response = client_of(alice).get(_address("difference", year), MARCH)

    assert [one.voucher_url for one in response.context["causes"] if one.day is None] == [""]
    assert "B 99" in response.text


def test_comment_is_kept_and_leads_back_to_its_row(year: FiscalYear, bob: User) -> None:
    _import(year)
    sent = {"number": "10", "invoice": "1", "text": " Påmind 3/4 ", "row": "7"}
    client = client_of(bob)

    response = client.post(f"{_address('comment', year)}?page=2", sent)

    assert response.headers["Location"] == f"{_address('ledger', year)}?page=2#row-7"
    kept = InvoiceComment.objects.values_list("ledger", "number", "invoice", "text", "written_by")
    assert list(kept) == [("receivables", "10", "1", "Påmind 3/4", bob.pk)]
    assert "Påmind 3/4" in client.get(_address("ledger", year), MARCH).text


def test_comment_that_is_too_long_comes_back_with_the_reason(year: FiscalYear, bob: User) -> None:
    _import(year)
    sent = {"number": "10", "invoice": "1", "text": "å" * (LONGEST_COMMENT + 1), "row": "1"}

    response = client_of(bob).post(f"{_address('comment', year)}?period=3", sent)

    assert response.status_code == 422
    assert sent["text"] in response.text
    assert 'aria-invalid="true"' in response.text
    assert not InvoiceComment.objects.exists()


def test_reader_sees_comments_and_writes_none(year: FiscalYear, rita: User) -> None:
    _import(year)
    InvoiceComment.objects.create(
        engagement=year.engagement, ledger="receivables", number="10", invoice="1", text="Bestridd"
    )
    client = client_of(rita)

    page = client.get(_address("ledger", year), MARCH).text
    answer = client.post(_address("comment", year), {"number": "10", "invoice": "1", "text": "x"})

    assert ("Bestridd" in page, '<form method="post" action="/e/' in page.partition('id="main"')[2]) == (True, False)
    assert answer.status_code == 403
    assert InvoiceComment.objects.get().text == "Bestridd"


def test_comment_cannot_be_asked_for_by_get(year: FiscalYear, bob: User) -> None:
    assert client_of(bob).get(_address("comment", year)).status_code == 405


@pytest.mark.parametrize("page", ["list", "ledger"])
def test_ledgers_are_saved_as_excel(page: str, year: FiscalYear, rita: User) -> None:
    _import(year)

    response = client_of(rita).get(_address(page, year), {**MARCH, "as": "xlsx"})

    [sheet] = load_workbook(BytesIO(response.content)).worksheets
    assert [cell.value for cell in sheet[2]][:3] == ["10", "Kund AB", "1"]
    assert response.headers["Content-Disposition"].endswith('reskontra-2025-03-31.xlsx"')


def test_texts_of_the_ledger_are_escaped(year: FiscalYear, alice: User) -> None:
    _import(year, invoice("<b>1", FEB, "1", name="<script>alert(1)</script>", number="<i>"))

    response = client_of(alice).get(_address("ledger", year), MARCH)

    assert [tag in response.text for tag in ("<script>alert", "<b>1", "<i>")] == [False, False, False]


def test_long_ledger_has_pages_and_its_whole_sum_on_each(
    year: FiscalYear, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("closing.appendices.views.ROWS_PER_PAGE", 2)
    _import(year, *(invoice(str(n), FEB, "10") for n in range(1, 4)))

    response = client_of(alice).get(_address("ledger", year), {**MARCH, "page": "2"})

    assert [one.row.invoice.invoice for one in response.context["rows"]] == ["3"]
    assert response.context["shown"].total_ore == 3_000
    assert 'rel="prev"' in response.text


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow_with_the_ledger(page: str, agency: Agency, alice: User) -> None:
    client = client_of(alice)
    counts = []
    for size in (1, 3):
        year = make_fiscal_year(make_engagement(agency))
        numbers = range(1, size + 1)
        by_hand = [Jotted(f"A {n}", FEB, [("1510", "2"), ("3010", "-2")]) for n in numbers]
        make_books(year, [*(Jotted(f"B {n}", FEB, SALE.rows) for n in numbers), *by_hand])
        made = [invoice(str(n), FEB, "10", balance="10", voucher=key(f"B {n}")) for n in numbers]
        keep(year.engagement, receivables(*made), run_id=uuid4())
        for n in numbers:
            InvoiceComment.objects.create(
                engagement=year.engagement, ledger="receivables", number="10", invoice=str(n), text="x"
            )
        client.get(_address(page, year), MARCH)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(_address(page, year), MARCH)
        assert response.status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
