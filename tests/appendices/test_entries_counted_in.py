"""The ledgers held against the adjusted balance: the books with the closing entries on top."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from closing.appendices.build import Appendix, appendix_of, explanation_of, keep
from closing.appendices.excel import workbook
from closing.appendices.items import Ledger
from closing.engagements.models import Agency, FiscalYear
from closing.entries import writing
from closing.entries.draft import Days
from closing.entries.models import ClosingEntry
from closing.users.models import User
from tests.appendices.made_ledgers import invoice, key, payables, receivables
from tests.appendices.test_excel import read_sheets
from tests.entries.made_entries import draft
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

FEB, MARCH_END = date(2025, 2, 15), date(2025, 3, 31)
THIS_YEAR = Days(date(2025, 1, 1), date(2025, 12, 31))
SALE = Jotted("B 1", FEB, [("1510", "1000"), ("3010", "-1000")], text="Faktura 1")
BY_HAND = Jotted("A 1", date(2025, 3, 1), [("1510", "250"), ("3010", "-250")], text="Bokat för hand")
BOUGHT = Jotted("D 1", FEB, [("4010", "800"), ("2440", "-800")])
MARCH = {"period": "3"}


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give a year whose receivables are 250,00 below the books, and whose payables are 100,00 above them."""
    year = make_fiscal_year(make_engagement(agency))
    make_books(year, [SALE, BY_HAND, BOUGHT])
    due = FEB + timedelta(30)
    sale = invoice("1", FEB, "1000", balance="1000", due_day=due, voucher=key("B 1"))
    bought = invoice("7", FEB, "900", balance="900", due_day=due, voucher=key("D 1"))
    for items in (receivables(sale), payables(bought)):
        keep(year.engagement, items, run_id=uuid4())
    return year


def _book(year: FiscalYear, *rows: tuple[str, int], day: date = MARCH_END) -> ClosingEntry:
    return writing.make(year, draft(*rows, day=day), days=THIS_YEAR, actor=None)


def _appendix(year: FiscalYear, ledger: Ledger = Ledger.RECEIVABLES) -> Appendix:
    appendix = appendix_of(year.engagement, ledger, day=MARCH_END)
    assert appendix is not None
    return appendix


def _amounts(appendix: Appendix) -> tuple[int | None, ...]:
    books = appendix.shown.balance_ore if appendix.shown else None
    return books, appendix.entered_ore, appendix.adjusted_ore, appendix.difference_ore, appendix.correction_ore


def _address(page: str, year: FiscalYear, ledger: str = "receivables") -> str:
    return reverse(f"appendices:{page}", args=[year.engagement_id, year.pk, ledger])


@pytest.mark.parametrize(
    ("ledger", "before", "after"),
    [
        (Ledger.RECEIVABLES, (125_000, 0, 125_000, -25_000, -25_000), (125_000, -25_000, 100_000, 0, 0)),
        (Ledger.PAYABLES, (80_000, 0, 80_000, 10_000, -10_000), (80_000, 10_000, 90_000, 0, 0)),
    ],
)
def test_entry_of_the_correction_takes_the_difference_away(
    ledger: Ledger, before: tuple[int, ...], after: tuple[int, ...], *, year: FiscalYear
) -> None:
    found = _appendix(year, ledger)

    _book(year, (found.account, found.correction_ore), ("3740", -found.correction_ore))

    assert _amounts(found) == before
    assert _amounts(_appendix(year, ledger)) == after


@pytest.mark.parametrize(("day", "entered"), [(MARCH_END, -500), (date(2025, 4, 1), 0)])
def test_entries_count_until_the_day(day: date, entered: int, *, year: FiscalYear) -> None:
    _book(year, ("1510", -500), ("3740", 500), day=day)

    assert _appendix(year).entered_ore == entered


def test_entries_on_every_control_account_count(year: FiscalYear) -> None:
    keep(year.engagement, receivables(accounts=("1510", "1519")), run_id=uuid4())

    _book(year, ("1519", -500), ("1510", 200), ("3740", 300))

    assert _appendix(year).entered_ore == -300


def test_entry_that_came_back_with_the_books_or_is_deleted_counts_no_more(year: FiscalYear) -> None:
    statuses = (ClosingEntry.Status.EXCLUDED, ClosingEntry.Status.DELETED)
    for status in statuses:
        ClosingEntry.objects.filter(pk=_book(year, ("1510", -500), ("3740", 500)).pk).update(status=status)

    assert _appendix(year).entered_ore == 0


def test_entries_of_another_company_do_not_count(year: FiscalYear, agency: Agency) -> None:
    _book(make_fiscal_year(make_engagement(agency)), ("1510", -500), ("3740", 500))

    assert _appendix(year).entered_ore == 0


def test_causes_still_explain_what_the_ledger_and_the_books_differ_by(year: FiscalYear) -> None:
    before = explanation_of(_appendix(year))

    _book(year, ("1510", -25_000), ("3740", 25_000))

    after = explanation_of(_appendix(year))
    assert after == before
    assert after is not None
    assert (after.difference_ore, after.explained_ore, after.unexplained_ore) == (-25_000, -25_000, 0)


def test_ledger_offers_an_entry_that_makes_it_agree(year: FiscalYear, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(language=User.Language.ENGLISH)
    client = client_of(bob)

    pages = [client.get(_address(page, year), MARCH) for page in ("ledger", "difference")]
    address = pages[0].context["correcting_entry"]
    form = client.get(address).context["form"]

    assert [page.context["correcting_entry"] for page in pages] == [address] * 2
    assert [f'href="{address.replace("&", "&amp;")}"' in page.text for page in pages] == [True] * 2
    assert (form.initial["day"], form.initial["text"]) == (
        MARCH_END,
        "Difference on 1510 against the ledger 2025-03-31",
    )
    assert [(row.account, row.debit, row.credit) for row in form.rows] == [("1510", "", "250,00"), ("", "250,00", "")]


def test_offset_used_last_is_suggested(year: FiscalYear, bob: User) -> None:
    _book(year, ("1510", -100), ("3740", 100))
    client = client_of(bob)

    form = client.get(client.get(_address("ledger", year), MARCH).context["correcting_entry"]).context["form"]

    assert [row.account for row in form.rows] == ["1510", "3740"]


def test_ledger_that_agrees_with_the_entries_offers_none_and_says_so(year: FiscalYear, bob: User) -> None:
    entry = _book(year, ("1510", -25_000), ("3740", 25_000))
    client = client_of(bob)

    ledger, explained = (client.get(_address(page, year), MARCH) for page in ("ledger", "difference"))

    assert [page.context["correcting_entry"] for page in (ledger, explained)] == ["", ""]
    assert 'class="chip good"' in ledger.text
    assert _address("difference", year) in ledger.text
    assert [(str(one.row.entry), one.ore) for one in explained.context["entries"]] == [(str(entry), -25_000)]
    assert f"{reverse('entries:list', args=[year.engagement_id])}#{entry}" in explained.text


def test_entries_on_payables_are_shown_with_the_sign_of_the_ledger(year: FiscalYear, bob: User) -> None:
    _book(year, ("2440", -10_000), ("4010", 10_000))

    response = client_of(bob).get(_address("difference", year, "payables"), MARCH)

    assert [one.ore for one in response.context["entries"]] == [10_000]


def test_reader_is_offered_no_entry(year: FiscalYear, rita: User) -> None:
    response = client_of(rita).get(_address("ledger", year), MARCH)

    assert (response.context["correcting_entry"], "entries/new" in response.text) == ("", False)


def test_workbook_has_the_entries_and_the_adjusted_balance(year: FiscalYear) -> None:
    _book(year, ("1510", -25_000), ("3740", 25_000))

    [rows] = read_sheets(workbook([_appendix(year)], {})).values()

    assert [row[10] for row in rows[-5:]] == [1000, 1250, -250, 1000, 0]
