"""Ledgers as Excel: amounts are numbers, and no text becomes a formula."""

from datetime import date, datetime
from io import BytesIO

from django.utils.translation import override
from openpyxl import load_workbook

from closing.appendices.build import Appendix
from closing.appendices.excel import workbook
from closing.appendices.items import Ledger, LedgerItems
from closing.appendices.ledgers import ledger_at
from closing.appendices.models import KeptLedger
from tests.appendices.made_ledgers import invoice, payables, payment, receivables

JAN, MARCH_END = date(2025, 1, 15), date(2025, 3, 31)
FORMULA = '=HYPERLINK("http://x")'


def _appendix(items: LedgerItems, *, account_ore: int | None = 0) -> Appendix:
    return Appendix(KeptLedger(), items, ledger_at(items, MARCH_END, booked_on={}, account_ore=account_ore))


def _sheets(*appendices: Appendix, comment: str = "") -> dict[str, list[list[object]]]:
    with override("en"):
        content = workbook(appendices, {Ledger.RECEIVABLES: {("10", "1"): comment}})
    return read_sheets(content)


def read_sheets(content: bytes) -> dict[str, list[list[object]]]:
    """Read a workbook: the rows of each of its sheets."""
    book = load_workbook(BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def test_sheet_has_every_column_and_the_sums_below() -> None:
    euros = invoice(
        "1",
        JAN,
        "11250.50",
        currency="EUR",
        amount_in_currency=100_005,
        other_number="F-7",
        payments=(payment(MARCH_END, "0.25"),),
    )

    sheets = _sheets(_appendix(receivables(euros), account_ore=100), comment="Påmind")

    [rows] = sheets.values()
    day = datetime(2025, 1, 15)  # noqa: DTZ001 -- Excel knows no time zones
    assert list(sheets) == ["1510 Trade receivables"]
    assert rows[0] == [
        "Customer no.", "Customer", "Invoice", "Supplier's invoice no.", "Invoice date", "Due date", "Currency",
        "In currency", "Amount", "Paid", "Remaining", "Days overdue", "Age", "Comment",
    ]  # fmt: skip
    assert rows[1] == [
        "10", "Kund AB", "1", "F-7", day, day, "EUR", 1000.05, 11250.5, 0.25, 11250.25, 75, "61–90 days", "Påmind",
    ]  # fmt: skip
    assert [(row[0], row[10]) for row in rows[3:]] == [
        ("Not due", 0),
        ("1–30 days", 0),
        ("31–60 days", 0),
        ("61–90 days", 11250.25),
        ("More than 90 days", 0),
        ("Ledger 2025-03-31", 11250.25),
        ("Account 1510 in the books", 1),
        ("Difference", 11249.25),
    ]


def test_each_ledger_has_its_sheet() -> None:
    sheets = _sheets(_appendix(receivables()), _appendix(payables()))

    assert list(sheets) == ["1510 Trade receivables", "2440 Trade payables"]


def test_difference_is_left_empty_without_books() -> None:
    [rows] = _sheets(_appendix(payables(), account_ore=None)).values()

    assert [row[10] for row in rows[-2:]] == [None, None]


def test_no_text_becomes_a_formula_and_none_is_too_long_for_a_cell() -> None:
    odd = invoice("1", JAN, "1", name=FORMULA, other_number="@" * 40_000)
    with override("en"):
        content = workbook([_appendix(receivables(odd))], {Ledger.RECEIVABLES: {("10", "1"): FORMULA}})

    sheet = load_workbook(BytesIO(content)).worksheets[0]

    assert [(sheet[place].data_type, sheet[place].value) for place in ("B2", "N2")] == [("s", FORMULA)] * 2
    assert sheet["D2"].value == "@" * 32_767


def test_workbook_without_ledgers_opens_all_the_same() -> None:
    assert list(_sheets(Appendix(KeptLedger(), receivables(), None)).values()) == [[]]
