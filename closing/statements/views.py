"""The books as pages: accounts, one account, one voucher, the income statement and the balance sheet."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from closing.books import ledger
from closing.books.chosen_period import chosen_period
from closing.books.models import Account, Books
from closing.books.vouchers import MOST_ROWS
from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.adjusted import entries_on
from closing.paging import pager
from closing.statements import presentation
from closing.statements.account_list import account_rows
from closing.statements.forms import AccountsForm, LedgerForm, SearchForm, StatementForm
from closing.statements.pages import Wanted, balance_page, income_page
from closing.statements.voucher_page import find_voucher, voucher_page
from closing.statements.voucher_search import search
from closing.statements.year_books import books_of

EMPTY = "statements/empty.html"


@engagement_view(Right.READ)
def accounts(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """List the accounts of the year that is looked at, with their balances at the end of the period."""
    year = request.fiscal_year
    books = books_of(year) if year else None
    period = chosen_period(request, year) if year else None
    if year is None or books is None or period is None:
        return render(request, EMPTY, {"engagement": engagement})
    form = AccountsForm(request.GET)
    asked = form.asked()
    rows = account_rows(books, books.until(period), asked)
    context = presentation.accounts(request, books, rows=rows, asked=asked)
    return render(request, "statements/accounts.html", {**context, "form": form, "books": books, "period": period})


@engagement_view(Right.READ)
def account(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, number: str) -> HttpResponse:
    """Show an account's postings with the balance after each."""
    shown = Account.objects.select_related("snapshot").filter(snapshot__in=_current(year), number=number).first()
    entered = entries_on(year, number)
    if shown is None:
        context = {"engagement": engagement, "year": year, "number": number, "entered": entered}
        return render(request, "statements/no_account.html", context, status=200 if entered else 404)
    form = LedgerForm(request.GET)
    wanted = form.wanted()
    page = ledger.page(shown, wanted, place=presentation.place(request), size=presentation.LEDGER_ROWS)
    context = {
        **presentation.ledger(request, year, account=shown, page=page),
        "entered": entered,
        "adjusted_ore": shown.closing_ore + entered.total_ore,
        "may_work": has_right(request.membership, Right.WORK),
    }
    return render(
        request, "statements/account.html", {**context, "engagement": engagement, "form": form, "wanted": wanted}
    )


@engagement_view(Right.READ)
def vouchers(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Go to the voucher with a series and number; when there are several or none, say so."""
    words = SearchForm(request.GET).words()
    books = get_object_or_404(Books.objects.select_related("current"), fiscal_year=year)
    found = search(books.current, words) if words else []
    if len(found) == 1:
        return redirect("statements:voucher", engagement.pk, year.pk, found[0].ordinal)
    context = {"engagement": engagement, "year": year, "words": words, "found": found}
    return render(request, "statements/find_voucher.html", context)


@engagement_view(Right.READ)
def voucher(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, ordinal: int) -> HttpResponse:
    """Show a whole voucher."""
    books = get_object_or_404(Books.objects.select_related("current"), fiscal_year=year)
    found = find_voucher(books.current, ordinal)
    if found is None:
        raise Http404
    shown = pager(request, rows=found.row_count, per_page=MOST_ROWS)
    page = voucher_page(found, first=shown.start)
    came_from = request.GET.get("account", "")
    context = {"engagement": engagement, "year": year, "page": page, "came_from": came_from, "pager": shown}
    context["account_base"] = presentation.account_base(year)
    return render(request, "statements/voucher.html", context)


@engagement_view(Right.READ)
def income(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Show the income statement."""
    return _statement(request, engagement, year=year, template="statements/income.html")


@engagement_view(Right.READ)
def balance(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Show the balance sheet."""
    return _statement(request, engagement, year=year, template="statements/balance.html")


def _statement(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, template: str) -> HttpResponse:
    form = StatementForm(request.GET)
    period = chosen_period(request, year)
    if period is None:
        return render(request, EMPTY, {"engagement": engagement})
    make = income_page if template.endswith("income.html") else balance_page
    page = make(year, Wanted(period, form.comparison(), with_accounts=form.with_accounts()))
    if page is None:
        return render(request, EMPTY, {"engagement": engagement})
    context = {"engagement": engagement, "year": year, "period": period, "page": page, "form": form}
    return render(request, template, context)


def _current(year: FiscalYear) -> QuerySet[Books, int]:
    return Books.objects.filter(fiscal_year=year).values_list("current", flat=True)
