"""Posting into the books: the one way in which any voucher (verifikation) comes into being.

Vouchers of the API, of invoices and payments, and of SIE files all go through here, so that the list of vouchers, the
balances of accounts and the SIE export are views of one set of books.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from integrations.fortnox.simulator.books.errors import (
    DayOutsideYearError,
    UnbalancedVoucherError,
    UnknownAccountError,
    UnknownSeriesError,
)
from integrations.fortnox.simulator.books.series import next_number, one_series_of
from integrations.fortnox.simulator.books.years import year_of
from integrations.fortnox.simulator.lists import moment_text


class RowState(StrEnum):
    """What a row of a voucher is: as first posted, added afterwards, or struck and no longer counted."""

    COUNTED = "counted"
    ADDED = "added"
    STRUCK = "struck"


class ReferenceType(StrEnum):
    """What a voucher was made of."""

    INVOICE = "INVOICE"
    SUPPLIER_INVOICE = "SUPPLIERINVOICE"
    INVOICE_PAYMENT = "INVOICEPAYMENT"
    SUPPLIER_PAYMENT = "SUPPLIERPAYMENT"
    MANUAL = "MANUAL"
    CASH_INVOICE = "CASHINVOICE"
    ACCRUAL = "ACCRUAL"


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be posted.

    Attributes:
        account: its number.
        ore: the amount, debit positive.
        cost_centre: its code; empty for none.
        project: its number; empty for none.
        text: what is said about the row (TransactionInformation), also in SIE.
        description: in place of the account's name.
        quantity: a decimal number as text.
        state: struck rows are kept but not counted.
        person: who added or struck the row.
    """

    account: str
    ore: int
    cost_centre: str = ""
    project: str = ""
    text: str = ""
    description: str = ""
    quantity: str = "0"
    state: RowState = RowState.COUNTED
    person: str = ""


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A voucher to be posted; it gets its number when it is.

    Attributes:
        year: the Id of its financial year.
        series: a code of that year.
        day: its date.
        description: what it is about.
        rows: those that count sum to 0; none at all makes an empty voucher.
        registered: when it was posted, in Swedish time.
        comments: None when there are none.
        reference_type: what it was made of.
        reference_number: the number of that document; empty when it was made by hand.
    """

    year: int
    series: str
    day: date
    description: str
    rows: Sequence[NewRow]
    registered: datetime
    comments: str | None = None
    cost_centre: str = ""
    project: str = ""
    reference_type: ReferenceType = ReferenceType.MANUAL
    reference_number: str = ""


@dataclass(frozen=True, slots=True)
class BookedVoucher:
    """A voucher in the books: the Id of its year, series and number tell it from all others."""

    year: int
    series: str
    number: int
    day: date


def book(connection: sqlite3.Connection, tenant: int, voucher: NewVoucher) -> BookedVoucher:
    """Post a voucher under the next number of its series.

    Locked periods and series that are not manual stop the API, not this: invoices are posted in series B whatever
    Manual says.

    Args:
        connection: a transaction.
        tenant: the company.
        voucher: what to post.

    Raises:
        UnbalancedVoucherError: the rows that count do not sum to 0.
        UnknownYearError: the company has no such year.
        DayOutsideYearError: the day is not in the year.
        UnknownSeriesError: the year has no such series.
        UnknownAccountError: its chart has no such account.
    """
    difference = sum(row.ore for row in voucher.rows if row.state is not RowState.STRUCK)
    if difference:
        raise UnbalancedVoucherError(difference)
    if not year_of(connection, tenant, year=voucher.year).holds(voucher.day):
        raise DayOutsideYearError(voucher.day, voucher.year)
    if one_series_of(connection, tenant, year=voucher.year, code=voucher.series) is None:
        raise UnknownSeriesError(voucher.series, voucher.year)
    _require_accounts(connection, tenant, voucher=voucher)
    number = next_number(connection, tenant, year=voucher.year, code=voucher.series)
    return record(connection, tenant, voucher=voucher, number=number)


def record(connection: sqlite3.Connection, tenant: int, *, voucher: NewVoucher, number: int) -> BookedVoucher:
    """Write a voucher under a number as it is, with all that may be wrong with it, as a file of another program has it.

    Args:
        connection: a transaction.
        tenant: the company.
        voucher: what to write; its series must be there.
        number: not taken yet in its series and year.
    """
    moment = moment_text(voucher.registered)
    row_id = connection.execute(
        "INSERT INTO voucher (tenant, year, series, number, day, description, comments, cost_centre, project,"
        " reference_type, reference_number, registered, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(tenant, voucher.year, voucher.series, number, voucher.day.isoformat(), voucher.description),
            *(voucher.comments, voucher.cost_centre, voucher.project),
            *(voucher.reference_type.value, voucher.reference_number, moment, moment),
        ],
    ).lastrowid
    connection.executemany(
        "INSERT INTO voucher_row (voucher, position, account, ore, cost_centre, project, text, description, quantity,"
        " state, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(row_id, position, row.account, row.ore, row.cost_centre, row.project, row.text, row.description),
                *(row.quantity, row.state.value, row.person),
            )
            for position, row in enumerate(voucher.rows)
        ],
    )
    return BookedVoucher(voucher.year, voucher.series, number, voucher.day)


def _require_accounts(connection: sqlite3.Connection, tenant: int, *, voucher: NewVoucher) -> None:
    """Require every account of a voucher to be in the chart of its year."""
    for account in {row.account for row in voucher.rows}:
        found = connection.execute(
            "SELECT 1 FROM account WHERE tenant = ? AND year = ? AND number = ?", [tenant, voucher.year, account]
        ).fetchone()
        if found is None:
            raise UnknownAccountError(account, voucher.year)
