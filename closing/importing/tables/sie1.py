"""A small SIE file of type 1 for balances that came in a table: every import leaves the file it was made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sie
from closing.engagements.models import Engagement
from closing.engagements.models import FiscalYear as OwnYear
from closing.importing.tables.balances import TableAccount
from sie.records import Account, Balance, BalanceKind, FiscalYear, Head, SieFile

PROGRAM = ("Kvitt", "1")
_BALANCE_ACCOUNT_STARTS = ("1", "2")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose balances they are, and of which fiscal year."""

    organisation_number: str
    serial_number: str
    name: str
    start: date
    end: date


def owner_of(engagement: Engagement, year: OwnYear) -> Owner:
    """Say whose balances an engagement's are."""
    number, serial_number = engagement.organisation_number, engagement.sub_number
    return Owner(number, serial_number, engagement.name, year.start, year.end)


def balance_file(owner: Owner, accounts: Iterable[TableAccount], *, made_on: date) -> bytes:
    """Write balances as a SIE file of type 1.

    Balance accounts get opening and closing balances, the other accounts a result (SIE 4B/4C, #IB, #UB and #RES).
    """
    rows = list(accounts)
    head = Head(
        flag=0,
        program=PROGRAM,
        format="PC8",
        generated=made_on,
        sietyp="1",
        organisation_number=owner.organisation_number,
        acquisition_number=owner.serial_number,
        company=owner.name,
        years=(FiscalYear(0, owner.start, owner.end),),
        accounts=tuple(Account(row.number, row.name) for row in rows),
        balances=tuple(balance for row in rows for balance in _balances(row)),
    )
    return sie.dumps(SieFile(head), kind="1", ksumma=True)


def _balances(row: TableAccount) -> Iterable[Balance]:
    is_balance_account = row.number.startswith(_BALANCE_ACCOUNT_STARTS)
    if row.opening_ore is not None and (is_balance_account or row.opening_ore):
        yield Balance(BalanceKind.OPENING, 0, row.number, row.opening_ore)
    if row.closing_ore is not None:
        kind = BalanceKind.CLOSING if is_balance_account else BalanceKind.RESULT
        yield Balance(kind, 0, row.number, row.closing_ore)
