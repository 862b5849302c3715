"""Marks in the ledger of accounts with very many postings in a month, so that any balance is a short way from one."""

from datetime import date

from django.db import connection

from closing.books.models import LedgerMark, PeriodTotal, Snapshot
from closing.books.storing.blocks import Columns
from closing.books.storing.tables import Load
from closing.engagements.organisation import months_later

POSTINGS_BETWEEN_MARKS = 4_000
"""At most so many postings are added up for a balance: about a millisecond."""

_EVERY_SO_MANY = """
    SELECT date, id, month_to_here
    FROM (
        SELECT date, id,
            sum(amount_ore) OVER ledger AS month_to_here,
            row_number() OVER ledger AS place
        FROM books_posting
        WHERE account_id = %s AND date >= %s AND date < %s
        WINDOW ledger AS (ORDER BY date, id ROWS UNBOUNDED PRECEDING)
    ) AS postings
    WHERE place %% %s = 0
"""


def place(snapshot: Snapshot, *, load: Load) -> None:
    """Place the marks of a snapshot whose postings are all stored."""
    dense = PeriodTotal.objects.filter(account__snapshot=snapshot, posting_count__gt=POSTINGS_BETWEEN_MARKS).order_by(
        "account_id", "month"
    )
    for account_id, month in dense.values_list("account_id", "month"):
        marks = _marks(account_id, month)
        columns: Columns = {
            "account_id": account_id,
            "date": [str(day) for day, _, _ in marks],
            "posting_id": [key for _, key, _ in marks],
            "month_to_here_ore": [int(ore) for _, _, ore in marks],
        }
        load.write(LedgerMark, columns)


def _marks(account_id: int, month: date) -> list[tuple[date, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _EVERY_SO_MANY,
            [account_id, month.isoformat(), months_later(month, 1).isoformat(), POSTINGS_BETWEEN_MARKS],
        )
        return list(cursor.fetchall())
