"""The SIE file that is made of a table."""

from datetime import date
from pathlib import Path

import sie
from closing.importing.tables.balances import TableAccount
from closing.importing.tables.sie1 import Owner, balance_file
from sie import Account, Balance, BalanceKind, FiscalYear

OWNER = Owner("5560360793", "2", "Åkes Åkeri AB", date(2025, 1, 1), date(2025, 12, 31))
ROWS = [
    TableAccount("1930", "Företagskonto", 10_000, 25_000),
    TableAccount("2081", "Aktiekapital", None, -10_000),
    TableAccount("3001", "Försäljning", 0, -15_000),
]


def test_file_is_read_back_with_the_same_balances(tmp_path: Path) -> None:
    path = tmp_path / "bok.se"
    path.write_bytes(balance_file(OWNER, ROWS, made_on=date(2026, 1, 15)))

    file = sie.read(path)

    head = file.head
    assert (head.sietyp, head.organisation_number, head.acquisition_number) == ("1", "556036-0793", "2")
    assert (head.company, head.generated) == ("Åkes Åkeri AB", date(2026, 1, 15))
    assert head.years == (FiscalYear(0, date(2025, 1, 1), date(2025, 12, 31)),)
    assert head.accounts == (
        Account("1930", "Företagskonto"),
        Account("2081", "Aktiekapital"),
        Account("3001", "Försäljning"),
    )
    assert head.balances == (
        Balance(BalanceKind.OPENING, 0, "1930", 10_000),
        Balance(BalanceKind.CLOSING, 0, "1930", 25_000),
        Balance(BalanceKind.CLOSING, 0, "2081", -10_000),
        Balance(BalanceKind.RESULT, 0, "3001", -15_000),
    )
    assert [notice.code for notice in file.notices] == ["encoding-detected"]


def test_same_balances_give_the_same_bytes() -> None:
    one = balance_file(OWNER, ROWS, made_on=date(2026, 1, 15))

    assert one == balance_file(OWNER, ROWS, made_on=date(2026, 1, 15))
