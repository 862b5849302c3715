"""Stores what stands around the vouchers of a snapshot: accounts, monthly totals, dimensions and objects."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction

from closing.books.models import Account, BookObject, Dimension, PeriodTotal, Snapshot
from closing.books.storing.blocks import Columns
from closing.books.storing.chart import Chart, Reading, StoredAccount
from closing.books.storing.tables import Load

ROWS_IN_A_TRANSACTION = 5_000

_LONGEST_DIMENSION = 10
_LONGEST_CODE = 60

Row = TypeVar("Row")


def store_chart(snapshot: Snapshot, chart: Chart, *, load: Load) -> dict[str, int]:
    """Store the accounts with their balances and months; give the key of each account."""
    keys = {account.number: snapshot.first_key + place for place, account in enumerate(chart.accounts, start=1)}
    for accounts in _parts(chart.accounts):
        load.write(Account, _account_columns(snapshot.pk, accounts, first=keys[accounts[0].number]))
    months = (
        (keys[account.number], month.isoformat(), booked.debit_ore, booked.credit_ore, booked.count)
        for account in chart.accounts
        for month, booked in sorted(account.months.items())
    )
    names = ("account_id", "month", "debit_ore", "credit_ore", "posting_count")
    for rows in _parts(months):
        load.write(PeriodTotal, dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    return keys


def store_objects(snapshot: Snapshot, reading: Reading) -> None:
    """Store the dimensions and objects that the file declares or uses."""
    declared = {
        (one.dimension[:_LONGEST_DIMENSION], one.code[:_LONGEST_CODE]): one.name for one in reading.head.objects
    }
    used = {(dimension[:_LONGEST_DIMENSION], code[:_LONGEST_CODE]) for dimension, code in reading.figures.objects_used}
    objects = {**dict.fromkeys(sorted(used), ""), **declared}
    dimensions = {one.number[:_LONGEST_DIMENSION]: one for one in reading.head.dimensions}
    numbers = dict.fromkeys([*dimensions, *(number for number, _code in objects)])
    with transaction.atomic():
        stored = {
            number: Dimension.objects.create(
                snapshot=snapshot,
                number=number,
                name=dimensions[number].name[:120] if number in dimensions else "",
                parent=dimensions[number].parent[:_LONGEST_DIMENSION] if number in dimensions else "",
            )
            for number in numbers
        }
    for part in _parts(objects.items()):
        with transaction.atomic():
            BookObject.objects.bulk_create(
                BookObject(dimension=stored[number], code=code, name=name[:200]) for (number, code), name in part
            )


def _account_columns(snapshot_id: int, accounts: Sequence[StoredAccount], *, first: int) -> Columns:
    return {
        "id": list(range(first, first + len(accounts))),
        "snapshot_id": snapshot_id,
        "number": [account.number for account in accounts],
        "name": [account.name for account in accounts],
        "kind": [account.kind for account in accounts],
        "unit": [account.unit for account in accounts],
        "sru": [account.sru for account in accounts],
        "is_declared": [account.is_declared for account in accounts],
        "is_balance": [account.is_balance for account in accounts],
        "opening_ore": [account.opening_ore for account in accounts],
        "movement_ore": [account.movement_ore for account in accounts],
        "closing_ore": [account.closing_ore for account in accounts],
        "previous_closing_ore": [account.previous_closing_ore for account in accounts],
        "file_closing_ore": [account.file_closing_ore for account in accounts],
        "posting_count": [account.posting_count for account in accounts],
    }


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Divide rows into runs that one short transaction takes."""
    remaining = iter(rows)
    while part := list(islice(remaining, ROWS_IN_A_TRANSACTION)):
        yield part
