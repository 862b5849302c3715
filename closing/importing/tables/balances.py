"""The balances that a table holds, account by account."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_PER_CODE, Finding
from closing.importing.tables.amounts import ore_from_cell
from closing.importing.tables.columns import ACCOUNT_CELL, Column, Columns, Row
from closing.importing.validations.vouchers import more_than_listed

_AMOUNTS = (Column.OPENING, Column.DEBIT, Column.CREDIT, Column.CLOSING)


@dataclass(frozen=True, slots=True)
class TableAccount:
    """An account of a table; a balance the table has no column for is None. Amounts in öre, debit positive."""

    number: str
    name: str
    opening_ore: int | None
    closing_ore: int | None

    def plus(self, other: "TableAccount") -> "TableAccount":
        """Add up two rows of one account."""
        return replace(
            self,
            name=self.name or other.name,
            opening_ore=_sum(self.opening_ore, other.opening_ore),
            closing_ore=_sum(self.closing_ore, other.closing_ore),
        )


def balances(rows: Sequence[Row], columns: Columns) -> tuple[list[TableAccount], list[Finding]]:
    """Read the rows of a table.

    Args:
        rows: the whole table, headings and all.
        columns: which column is which, and where the rows begin.

    Returns:
        The accounts in the order of the table, and what is to be said about it. Lines are rows counted from 1.
    """
    accounts: dict[str, TableAccount] = {}
    unreadable: list[Finding] = []
    repeated: dict[str, int] = {}
    skipped: list[int] = []
    credit_sign = _credit_sign(rows, columns)
    for line, row in enumerate(rows[columns.first_row :], start=columns.first_row + 1):
        number, name = _account(row, columns)
        if not number:
            skipped += [line] if any(cell.strip() for cell in row) else []
            continue
        amounts = {column: ore_from_cell(columns.cell(row, column)) for column in _AMOUNTS}
        unreadable += _unreadable(row, columns, amounts, line=line)
        account = TableAccount(number, name, *_balances(columns, amounts, credit_sign))
        if number in accounts:
            repeated.setdefault(number, line)
            account = accounts[number].plus(account)
        accounts[number] = account
    return list(accounts.values()), _tell(accounts, unreadable, repeated=repeated, skipped=skipped)


def _account(row: Row, columns: Columns) -> tuple[str, str]:
    """Give account number and name of a row, which may stand in one cell; empty when it has none."""
    match = ACCOUNT_CELL.fullmatch(columns.cell(row, Column.ACCOUNT))
    if match is None:
        return "", ""
    return match[1], columns.cell(row, Column.NAME) or (match[2] or "").strip()


def _credit_sign(rows: Sequence[Row], columns: Columns) -> int:
    """Say how the credit column counts: programs write it with its minus or without."""
    if Column.CREDIT not in columns.places:
        return -1
    credits_found = (ore_from_cell(columns.cell(row, Column.CREDIT)) or 0 for row in rows[columns.first_row :])
    return -1 if any(ore > 0 for ore in credits_found) else 1


def _balances(columns: Columns, amounts: dict[Column, int | None], credit_sign: int) -> tuple[int | None, int | None]:
    """Work out opening and closing balance from the columns there are."""
    opening = (amounts[Column.OPENING] or 0) if Column.OPENING in columns.places else None
    if Column.CLOSING in columns.places:
        return opening, amounts[Column.CLOSING] or 0
    if not {Column.DEBIT, Column.CREDIT} & columns.places.keys():
        return opening, None
    movement = (amounts[Column.DEBIT] or 0) + credit_sign * (amounts[Column.CREDIT] or 0)
    return opening, (opening or 0) + movement


def _unreadable(row: Row, columns: Columns, amounts: dict[Column, int | None], *, line: int) -> list[Finding]:
    return [
        finding(
            Code.TABLE_AMOUNT_UNREADABLE,
            line,
            found=columns.cell(row, column)[:60],
            column=columns.headings[columns.places[column]],
        )
        for column, ore in amounts.items()
        if ore is None
    ]


def _tell(
    accounts: dict[str, TableAccount], unreadable: list[Finding], *, repeated: dict[str, int], skipped: list[int]
) -> list[Finding]:
    found = unreadable[:LISTED_PER_CODE]
    found += more_than_listed(Code.TABLE_AMOUNT_UNREADABLE, len(unreadable), listed=LISTED_PER_CODE)
    found += [
        finding(Code.TABLE_ACCOUNT_REPEATED, line, account=number)
        for number, line in list(repeated.items())[:LISTED_PER_CODE]
    ]
    found += more_than_listed(Code.TABLE_ACCOUNT_REPEATED, len(repeated), listed=LISTED_PER_CODE)
    if skipped and accounts:
        found.append(finding(Code.TABLE_ROWS_SKIPPED, skipped[0], count=len(skipped)))
    has_amounts = any(
        account.opening_ore is not None or account.closing_ore is not None for account in accounts.values()
    )
    return found if has_amounts else [*found, finding(Code.TABLE_EMPTY)]


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)
