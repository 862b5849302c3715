"""The body of POST /vouchers, read into what it says; whether the books allow it is another question.

Source: the OpenAPI document on vouchers. Fields that Fortnox sets itself may stand there, and are not read.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.kronor import decimal_of, ore_of
from integrations.fortnox.simulator.exchange import JsonValue

MOST_DESCRIPTION = 200
MOST_COMMENTS = 1000
MOST_INFORMATION = 100
"""Source: the OpenAPI document, maxLength of these fields."""
FEWEST_ROWS = 2
"""Source: the OpenAPI document, minItems of VoucherRows."""

_SET_BY_FORTNOX = {"@url", "ApprovalState", "ReferenceNumber", "ReferenceType", "VoucherNumber", "Year"}
_FIELDS = _SET_BY_FORTNOX | {
    *("Comments", "CostCenter", "Description", "Project", "TransactionDate", "VoucherRows", "VoucherSeries"),
}
_ROW_FIELDS = {
    *("Account", "CostCenter", "Credit", "Debit", "Description", "Project", "Quantity", "Removed"),
    "TransactionInformation",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Fields = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row as the body has it; the amount is kronor, debit positive, with as many decimals as were sent."""

    account: str
    amount: Decimal
    cost_centre: str
    project: str
    text: str
    description: str
    quantity: Decimal

    @property
    def ore(self) -> int:
        """The amount in öre, debit positive.

        Raises:
            Refusal: it has more than two decimals.
        """
        return ore_of(abs(self.amount)) * (-1 if self.amount < 0 else 1)


@dataclass(frozen=True, slots=True)
class AskedVoucher:
    """A voucher as the body has it."""

    description: str
    day: date
    series: str
    comments: str | None
    cost_centre: str
    project: str
    rows: tuple[AskedRow, ...]


def voucher_asked(body: JsonValue) -> AskedVoucher:
    """Read the body.

    Raises:
        Refusal: it is no voucher, or a field is missing, unknown, too long or of the wrong type.
    """
    fields = _object(_object(body, {"Voucher"}).get("Voucher"), _FIELDS)
    rows = fields.get("VoucherRows")
    if not isinstance(rows, list) or len(rows) < FEWEST_ROWS:
        raise refusals.too_few_rows()
    project = _text(fields, "Project")
    return AskedVoucher(
        _required(fields, "Description", most=MOST_DESCRIPTION),
        _day(_required(fields, "TransactionDate")),
        _required(fields, "VoucherSeries"),
        _text(fields, "Comments", most=MOST_COMMENTS) or None,
        _text(fields, "CostCenter"),
        "" if project == "0" else project,
        tuple(_row(row) for row in rows),
    )


def _row(value: JsonValue) -> AskedRow:
    """Read a row.

    Raises:
        Refusal: it is none, or has both a debit and a credit; the latter is invented.
    """
    fields = _object(value, _ROW_FIELDS)
    debit, credit = decimal_of(fields.get("Debit")), decimal_of(fields.get("Credit"))
    if debit and credit:
        raise refusals.not_numeric(f"{debit}/{credit}")
    project = _text(fields, "Project")
    return AskedRow(
        _required(fields, "Account"),
        debit - credit,
        _text(fields, "CostCenter"),
        "" if project == "0" else project,
        _text(fields, "TransactionInformation", most=MOST_INFORMATION),
        _text(fields, "Description", most=MOST_DESCRIPTION),
        decimal_of(fields.get("Quantity")),
    )


def _object(value: JsonValue, known: set[str]) -> Fields:
    """Take an object whose fields are all known.

    Raises:
        Refusal: it is no object, or has another field.
    """
    if not isinstance(value, dict):
        raise refusals.no_body()
    for name in value:
        if name not in known:
            raise refusals.unknown_field(name)
    return value


def _required(fields: Fields, name: str, *, most: int = MOST_DESCRIPTION) -> str:
    """Read a text that has to be there.

    Raises:
        Refusal: it is missing, or no text.
    """
    text = _text(fields, name, most=most)
    if not text:
        raise refusals.missing_field(name)
    return text


def _text(fields: Fields, name: str, *, most: int = MOST_DESCRIPTION) -> str:
    """Read a text; numbers are taken as text, as account numbers and projects come in both forms.

    Raises:
        Refusal: it is no text, too long, or holds control characters.
    """
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refusals.no_body()
    text = str(value).strip()
    if len(text) > most:
        raise refusals.wrong_length(name, most)
    if _CONTROL.search(text):
        raise refusals.bad_characters(text)
    return text


def _day(text: str) -> date:
    """Read a day.

    Raises:
        Refusal: it is none.
    """
    if not _DAY.fullmatch(text):
        raise refusals.wrong_day(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refusals.wrong_day(text) from error
