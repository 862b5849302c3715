"""A small company, and what the tests ask of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from integrations.fortnox.simulator import books
from integrations.fortnox.simulator.books.accounts import add_chart
from integrations.fortnox.simulator.books.companies import Company, add_company
from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow, NewVoucher, book
from integrations.fortnox.simulator.books.series import add_standard_series
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.exchange import Call, JsonValue, Refusal
from integrations.fortnox.simulator.register import schema as register
from integrations.fortnox.simulator.routes import find
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import NOW, TENANT

YEAR_2025, YEAR_2024 = 4, 7
NAMES = {
    "1510": "Kundfordringar",
    "1930": "Företagskonto",
    "2099": "Årets resultat",
    "3001": "Försäljning inom Sverige, 25 % moms",
    "5010": "Lokalhyra",
}
COMPANY = Company(
    TENANT,
    "Åkesson & Öst AB",
    "556677-8899",
    address="Storgatan 1",
    zip_code="111 22",
    city="Stockholm",
    contact_first_name="Åsa",
    contact_last_name="Öst",
    phone="08-123 45",
)


def made_storage(folder: Path) -> Storage:
    """Make a storage with the tables of the books and of the registers."""
    storage = Storage(folder)
    storage.prepare([books.SCHEMA, register.SCHEMA])
    return storage


def made_company(storage: Storage) -> None:
    """Make a company of two years, whose Ids are not in the order of time; 2025 is the chosen one."""
    with storage.transaction() as connection:
        add_company(connection, COMPANY)
        for number, calendar_year in ((YEAR_2025, 2025), (YEAR_2024, 2024)):
            start, end = date(calendar_year, 1, 1), date(calendar_year, 12, 31)
            add_year(connection, TENANT, start=start, end=end, number=number)
            add_chart(connection, TENANT, year=number, names=NAMES)
            add_standard_series(connection, TENANT, year=number)


def posted(
    storage: Storage,
    rows: Sequence[NewRow],
    *,
    day: str = "2025-03-14",
    series: str = "A",
    text: str = "Hyra",
    year: int = YEAR_2025,
) -> BookedVoucher:
    """Post a voucher."""
    voucher = NewVoucher(year, series, date.fromisoformat(day), text, rows, NOW)
    with storage.transaction() as connection:
        return book(connection, TENANT, voucher)


def rent(ore: int) -> list[NewRow]:
    """Make the rows of a paid rent."""
    return [NewRow("5010", ore), NewRow("1930", -ore)]


def shown_row(account: int, name: str, **others: JsonValue) -> JsonValue:
    """Make the JSON of a row, with what differs from a row of nothing."""
    nothing: dict[str, JsonValue] = {
        "Account": account,
        "CostCenter": "",
        "Credit": 0,
        "Debit": 0,
        "Description": name,
        "Project": "",
        "Quantity": 0,
        "Removed": False,
        "TransactionInformation": "",
    }
    return {**nothing, **others}


def answered(storage: Storage, call: Call, *, status: int = 200) -> dict[str, JsonValue]:
    """Answer a call with JSON."""
    route = find(call.method, call.path, books.ROUTES)
    assert route is not None
    answer = route.resource(storage, call)
    assert answer.status == status
    assert isinstance(answer.body, dict)
    return answer.body


def refusal_of(storage: Storage, call: Call) -> tuple[int, int, str, bool]:
    """Make a call that is refused: its status, code and sentence, and whether a record is missing."""
    with pytest.raises(Refusal) as refused:
        answered(storage, call)
    return refused.value.status, refused.value.code, refused.value.message, refused.value.is_missing
