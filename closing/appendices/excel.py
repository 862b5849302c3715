"""Ledgers as an Excel workbook; every text is written as text, so nothing in it can become a formula."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from closing.activity.excel import LONGEST_CELL
from closing.appendices.build import Appendix
from closing.appendices.comments import Numbers
from closing.appendices.items import Ledger
from closing.appendices.ledgers import LedgerAt, LedgerRow
from closing.appendices.texts import ACCOUNTS, BUCKETS, NAMES, NUMBERS
from closing.formatting import ORE_PER_KRONA

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Amount = Decimal
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = (12, 32, 12, 16, 12, 12, 9, 14, 14, 14, 14, 9, 18, 40)
_AMOUNT_FORMAT = "#,##0.00"
_DATE_FORMAT = "yyyy-mm-dd"
_REMAINING = 10
"""The column of what remains; the sums stand below it."""


def workbook(appendices: Iterable[Appendix], comments: Mapping[Ledger, Mapping[Numbers, str]]) -> bytes:
    """Write ledgers to a workbook, a sheet each; one that is not known on the day is left out."""
    memory = BytesIO()
    with xlsxwriter.Workbook(memory, _OPTIONS) as book:
        formats = {
            "bold": book.add_format({"bold": True}),
            "sum": book.add_format({"bold": True, "num_format": _AMOUNT_FORMAT}),
            Amount: book.add_format({"num_format": _AMOUNT_FORMAT}),
            date: book.add_format({"num_format": _DATE_FORMAT}),
        }
        for one in appendices:
            if one.shown:
                sheet = book.add_worksheet(f"{one.account} {ACCOUNTS[one.shown.ledger]}"[:31])
                _write(sheet, one, comments.get(one.shown.ledger, {}), formats=formats)
        if not book.worksheets():
            book.add_worksheet()
    return memory.getvalue()


def _write(sheet: Any, appendix: Appendix, comments: Mapping[Numbers, str], *, formats: Mapping[Any, Any]) -> None:
    shown = appendix.shown
    if shown is None:
        return
    for column, (heading, width) in enumerate(zip(_headings(shown.ledger), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["bold"])
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(shown.rows, start=1):
        comment = comments.get((row.invoice.number, row.invoice.invoice), "")
        _write_row(sheet, place, [*_cells(row), comment], formats=formats)
    for place, (label, ore) in enumerate(_sums(shown, appendix), start=len(shown.rows) + 2):
        sheet.write_string(place, 0, label, formats["bold"])
        if ore is not None:
            sheet.write_number(place, _REMAINING, _kronor(ore), formats["sum"])


def _write_row(sheet: Any, place: int, cells: Sequence[Any], *, formats: Mapping[Any, Any]) -> None:
    for column, value in enumerate(cells):
        match value:
            case None:
                continue
            case Decimal() | int():
                sheet.write_number(place, column, value, formats.get(type(value)))
            case date():
                sheet.write_datetime(place, column, value, formats[date])
            case _:
                sheet.write_string(place, column, str(value)[:LONGEST_CELL])


def _headings(ledger: Ledger) -> list[str]:
    texts: list[StrOrPromise] = [
        NUMBERS[ledger],
        NAMES[ledger],
        _("Invoice"),
        _("Supplier's invoice no."),
        _("Invoice date"),
        _("Due date"),
        _("Currency"),
        _("In currency"),
        _("Amount"),
        _("Paid"),
        _("Remaining"),
        _("Days overdue"),
        _("Age"),
        _("Comment"),
    ]
    return [str(text) for text in texts]


def _cells(row: LedgerRow) -> list[Any]:
    one = row.invoice
    foreign = None if one.amount_in_currency is None else _kronor(one.amount_in_currency)
    return [
        one.number,
        one.name,
        one.invoice,
        one.other_number,
        one.invoice_day,
        one.due_day,
        one.currency,
        foreign,
        _kronor(one.amount_ore),
        _kronor(row.paid_ore),
        _kronor(row.remaining_ore),
        row.days_overdue,
        BUCKETS[row.bucket],
    ]


def _sums(shown: LedgerAt, appendix: Appendix) -> Iterator[tuple[str, int | None]]:
    yield from ((str(BUCKETS[bucket]), ore) for bucket, ore in shown.totals.items())
    yield _("Ledger %(day)s") % {"day": shown.day}, shown.total_ore
    yield _("Account %(account)s in the books") % {"account": appendix.account}, shown.balance_ore
    if appendix.entered:
        yield _("Closing entries"), appendix.entered_ore
        yield _("Adjusted balance"), appendix.adjusted_ore
    yield _("Difference"), appendix.difference_ore


def _kronor(ore: int) -> Amount:
    return Decimal(ore) / ORE_PER_KRONA
