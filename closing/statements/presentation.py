"""What the templates of the lists need besides the figures: links for sorting and paging, pictures, rows."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closing.books.chosen_period import month_labels
from closing.books.ledger import LAST, Entry, Key, Page, Place
from closing.books.models import Account, PostingDetail
from closing.engagements.models import FiscalYear
from closing.paging import heading, pager, with_query
from closing.statements.account_list import ROWS_PER_PAGE, AccountRow, Asked, grouped
from closing.statements.objects import Carried, belongings
from closing.statements.pictures import BarChart, bar_chart
from closing.statements.year_books import YearBooks

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LEDGER_ROWS = 75
END = "end"
"""Stands in an address for the end of the ledger."""

COLUMNS: tuple[tuple[str, "StrPromise", bool], ...] = (
    ("number", _("Account"), False),
    ("name", _("Name"), False),
    ("opening", _("Opening"), True),
    ("change", _("Movement"), True),
    ("closing", _("Closing"), True),
)
COLUMNS_WITH_ENTRIES = (
    *COLUMNS[:-1],
    ("booked", _("Closing in the books"), True),
    ("entered", _("Closing entries"), True),
    ("closing", _("Adjusted closing"), True),
)
"""The columns when closing entries are counted in."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A posting with what it carries, and the balance after it."""

    entry: Entry
    objects: tuple[Carried, ...]
    detail: PostingDetail | None


@dataclass(frozen=True, slots=True)
class Month:
    """What was booked on an account in a month, and its balance at the end of it."""

    first: date
    booked_ore: int
    balance_ore: int
    url: str


def accounts(request: HttpRequest, books: YearBooks, *, rows: Sequence[AccountRow], asked: Asked) -> dict[str, object]:
    """Give what the list of accounts shows: a page of groups, links, and columns of their own for closing entries."""
    year = books.year
    shown = pager(request, rows=len(rows), per_page=ROWS_PER_PAGE)
    sort = f"-{asked.sort}" if asked.is_descending else asked.sort
    columns = COLUMNS_WITH_ENTRIES if books.entries else COLUMNS
    return {
        "year": year,
        "groups": grouped(rows, shown.start, asked),
        "count": len(rows),
        "headings": [
            heading(request, label, key=key, sort=sort, is_number=is_number) for key, label, is_number in columns
        ],
        "pager": shown,
        "account_base": account_base(year),
        "entries": books.entries,
        "width": len(columns) + 1,
    }


def ledger(request: HttpRequest, year: FiscalYear, *, account: Account, page: Page) -> dict[str, object]:
    """Give what an account's page shows: its rows with their objects, its months, links to the pages beside it."""
    rows = _ledger_rows(account, page)
    months = _months(request, account)
    return {
        "year": year,
        "account": account,
        "page": page,
        "rows": rows,
        "has_objects": any(row.objects for row in rows),
        "months": months,
        "chart": _month_chart(months),
        "beginning": with_query(request, after=None, before=None),
        "earlier": _leading_to(request, page.earlier),
        "later": _leading_to(request, page.later),
        "end": with_query(request, after=None, before=END),
        "came_from": quote(account.number, safe=""),
        "voucher_base": reverse("statements:voucher", args=[year.engagement_id, year.pk, 0]).removesuffix("0/"),
    }


def place(request: HttpRequest) -> Place:
    """Read from the address where a page of postings begins (?after=, ?before=); at the beginning when nowhere."""
    before = request.GET.get("before", "")
    if before == END:
        return LAST
    if key := Key.read(before):
        return Place(key, is_backwards=True)
    return Place(Key.read(request.GET.get("after", "")))


def account_base(year: FiscalYear) -> str:
    """Give the address of the year's accounts, to which a number and a slash are added."""
    return reverse("statements:account", args=[year.engagement_id, year.pk, "0"]).removesuffix("0/")


def _leading_to(request: HttpRequest, there: Place | None) -> str:
    if there is None:
        return ""
    if there.is_backwards:
        return with_query(request, after=None, before=str(there.key) if there.key else END)
    return with_query(request, before=None, after=str(there.key) if there.key else None)


def _ledger_rows(account: Account, page: Page) -> list[LedgerRow]:
    entries = page.entries
    carried = belongings(account.snapshot, [one.object_list for one in entries], [one.posting for one in entries])
    return [
        LedgerRow(one, carried.objects.get(one.object_list, ()), carried.details.get(one.posting)) for one in entries
    ]


def _months(request: HttpRequest, account: Account) -> list[Month]:
    balance = account.opening_ore
    months = []
    totals = account.period_totals.order_by("month").values_list("month", "debit_ore", "credit_ore")
    for first, debit, credit in totals:
        booked = debit - credit
        balance += booked
        months.append(Month(first, booked, balance, f"{request.path}?since={first}&until={_last_day(first)}"))
    return months


def _month_chart(months: Sequence[Month]) -> BarChart | None:
    return bar_chart([(*month_labels(one.first), one.booked_ore) for one in months])


def _last_day(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
