"""A voucher to be booked in Fortnox, and the JSON that says so.

Source: Fortnox's OpenAPI document on vouchers; `Year` is left out, because the year stands in the query.
"""

import json
from dataclasses import dataclass
from datetime import date

from integrations.fortnox.client.amounts import text_of
from integrations.fortnox.client.payloads import VoucherRow


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A voucher to be booked.

    Attributes:
        series: a manual one of that fiscal year.
        day: its date, in that fiscal year and after what is locked.
        text: 1 to 200 characters.
        rows: two or more that balance, none of them nought.
        comments: up to 1000 characters.
    """

    series: str
    day: date
    text: str
    rows: tuple[VoucherRow, ...]
    comments: str = ""


@dataclass(frozen=True, slots=True)
class BookedVoucher:
    """Where a voucher was booked; the number is Fortnox's."""

    year_id: int
    series: str
    number: int


def json_of(voucher: NewVoucher) -> str:
    """Write a voucher as the body of a POST."""
    head = {
        "Description": voucher.text,
        "TransactionDate": voucher.day.isoformat(),
        "VoucherSeries": voucher.series,
        **({"Comments": voucher.comments} if voucher.comments else {}),
    }
    rows = ",".join(_json_of_row(row) for row in voucher.rows)
    return f'{{"Voucher":{json.dumps(head)[:-1]},"VoucherRows":[{rows}]}}}}'


def _json_of_row(row: VoucherRow) -> str:
    """Write a row; the amounts are numbers with two decimals that never were floating point."""
    fields = {
        "Description": row.text,
        "TransactionInformation": row.information,
        "CostCenter": row.cost_centre,
        "Project": row.project,
    }
    texts = json.dumps({"Account": int(row.account), **{name: text for name, text in fields.items() if text}})[:-1]
    return f'{texts},"Debit":{text_of(max(row.amount_ore, 0))},"Credit":{text_of(max(-row.amount_ore, 0))}}}'
