"""POST /vouchers: what Fortnox demands of a voucher before it is posted.

The rules are those of one financial year: the one in `financialyear`, else the company's chosen year, even when the
day is in another. Source: the OpenAPI document, best practice for vouchers, and help pages of integrators; which of
several faults is told is invented.
"""

import sqlite3
from collections.abc import Sequence
from decimal import Decimal

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.accounts import Account, account_of
from integrations.fortnox.simulator.books.companies import company_of
from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, book
from integrations.fortnox.simulator.books.series import one_series_of
from integrations.fortnox.simulator.books.voucher_body import AskedRow, AskedVoucher, voucher_asked
from integrations.fortnox.simulator.books.vouchers import voucher_json
from integrations.fortnox.simulator.books.years import FinancialYear, year_asked
from integrations.fortnox.simulator.exchange import Answer, Call, Refusal
from integrations.fortnox.simulator.storage import Storage

CREATED = 201
MANDATORY = "MANDATORY"
NOT_ALLOWED = "NOTALLOWED"


def create_voucher(storage: Storage, call: Call) -> Answer:
    """Answer POST /vouchers with the voucher, its number and its year; the same call twice makes two vouchers."""
    asked = voucher_asked(call.body)
    with storage.transaction() as connection:
        year = year_asked(connection, call)
        _require_open(connection, call.tenant, year=year, asked=asked)
        _require_balance(asked)
        rows = [_checked(connection, call.tenant, year=year.id, asked=asked, row=row) for row in asked.rows]
        voucher = NewVoucher(
            year.id,
            asked.series,
            asked.day,
            asked.description,
            rows,
            call.now,
            comments=asked.comments,
            cost_centre=asked.cost_centre,
            project=asked.project,
        )
        booked = book(connection, call.tenant, voucher)
        body = voucher_json(connection, call, year=year.id, series=booked.series, number=booked.number)
    return Answer(status=CREATED, body=body)


def _require_open(connection: sqlite3.Connection, tenant: int, *, year: FinancialYear, asked: AskedVoucher) -> None:
    """Require the day to be in the year and not locked, and the series to be manual in the year.

    Raises:
        Refusal: one of them is not so.
    """
    if not year.holds(asked.day):
        raise refusals.day_outside_year(asked.day.isoformat())
    series = one_series_of(connection, tenant, year=year.id, code=asked.series)
    if series is None:
        raise refusals.series_unknown(asked.series)
    if not series.is_manual:
        raise refusals.series_not_manual(asked.series)
    company = company_of(connection, tenant)
    until = company.locked_until
    if until and asked.day.isoformat() <= until and asked.series != company.unlockable_series:
        raise refusals.locked(company.locked_by, until)


def _checked(connection: sqlite3.Connection, tenant: int, *, year: int, asked: AskedVoucher, row: AskedRow) -> NewRow:
    """Make a row of what was asked.

    A row without a cost centre or a project takes that of the voucher, else that of its account, unless the account
    takes none; invented.

    Raises:
        Refusal: its account, cost centre or project cannot be used.
    """
    account = account_of(connection, tenant, year=year, number=row.account)
    if account is None:
        raise refusals.account_unknown(row.account)
    if not account.is_active:
        raise refusals.account_inactive(account.number)
    return NewRow(
        account.number,
        row.ore,
        _cost_centre(connection, account, asked=row.cost_centre, otherwise=asked.cost_centre),
        _project(connection, account, asked=row.project, otherwise=asked.project),
        row.text,
        row.description,
        str(row.quantity),
    )


def _cost_centre(connection: sqlite3.Connection, account: Account, *, asked: str, otherwise: str) -> str:
    """Find the cost centre of a row.

    Raises:
        Refusal: the account demands one or takes none, or it is unknown or not active.
    """
    code = _chosen(
        account.cost_centre_settings,
        (asked, otherwise, account.cost_centre),
        wanted=refusals.cost_centre_wanted(account.number),
        not_allowed=refusals.cost_centre_not_allowed(account.number),
    )
    query = "SELECT active FROM cost_centre WHERE tenant = ? AND code = ?"
    found = connection.execute(query, [account.tenant, code]).fetchone()
    if code and found is None:
        raise refusals.cost_centre_unknown(code)
    if code and not found["active"]:
        raise refusals.cost_centre_inactive(code)
    return code


def _project(connection: sqlite3.Connection, account: Account, *, asked: str, otherwise: str) -> str:
    """Find the project of a row.

    Raises:
        Refusal: the account demands one or takes none, or it is unknown.
    """
    number = _chosen(
        account.project_settings,
        (asked, otherwise, account.project),
        wanted=refusals.project_wanted(account.number),
        not_allowed=refusals.project_not_allowed(account.number),
    )
    query = "SELECT 1 FROM project WHERE tenant = ? AND number = ?"
    if number and connection.execute(query, [account.tenant, number]).fetchone() is None:
        raise refusals.project_unknown()
    return number


def _chosen(settings: str, codes: Sequence[str], *, wanted: Refusal, not_allowed: Refusal) -> str:
    """Choose the first code there is, if the settings of the account allow it.

    Args:
        settings: "ALLOWED", "MANDATORY" or "NOTALLOWED".
        codes: that of the row, and those it falls back on.
        wanted: raised when one is mandatory and there is none.
        not_allowed: raised when the row itself has one and none is allowed.

    Raises:
        Refusal: one of the two.
    """
    if settings == NOT_ALLOWED:
        if codes[0]:
            raise not_allowed
        return ""
    code = next(filter(None, codes), "")
    if not code and settings == MANDATORY:
        raise wanted
    return code


def _require_balance(asked: AskedVoucher) -> None:
    """Require debit and credit to be equal to the last decimal that was sent.

    Raises:
        Refusal: they are not.
    """
    debit = sum((row.amount for row in asked.rows if row.amount > 0), Decimal(0))
    credit = -sum((row.amount for row in asked.rows if row.amount < 0), Decimal(0))
    if debit != credit:
        raise refusals.unbalanced(str(debit), str(credit))
