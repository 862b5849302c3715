"""Rows made ready for a database."""

import marshal

import pytest

from closing.books.storing import blocks
from closing.books.storing.blocks import Column, Columns, Table

COLUMNS = {
    "id": Column("id"),
    "of_id": Column("of_id"),
    "text": Column("words", is_text=True, longest=3),
    "day": Column("day", is_null=True),
}
ROWS: Columns = {"of_id": 7, "id": [1, 2], "text": ["abcd", "e\tf"], "day": ["", "2025-01-31"]}


def test_rows_are_made_ready_for_sqlite() -> None:
    found = list(Table("things", COLUMNS).blocks(ROWS))

    statement = """INSERT INTO "things" ("of_id", "id", "words", "day") VALUES (7, ?, ?, nullif(?, ''))"""
    assert found == [(statement, [[1, 2], ["abc", "e\tf"], ["", "2025-01-31"]], 2)]


def test_rows_are_made_ready_for_postgresql() -> None:
    found = list(Table("things", COLUMNS, is_copied=True).blocks(ROWS))

    text = "7\t1\tabc\t\\N\n7\t2\te\\tf\t2025-01-31\n"
    assert found == [('COPY "things" ("of_id", "id", "words", "day") FROM STDIN', text, 2)]


@pytest.mark.parametrize("is_copied", [False, True])
def test_rows_come_in_blocks_of_a_short_transaction(monkeypatch: pytest.MonkeyPatch, *, is_copied: bool) -> None:
    monkeypatch.setattr(blocks, "ROWS_IN_A_BLOCK", 2)

    counts = [count for *_, count in Table("things", COLUMNS, is_copied).blocks({"of_id": 7, "id": [1, 2, 3]})]

    assert counts == [2, 1]


def test_no_rows_are_no_block() -> None:
    assert list(Table("things", COLUMNS).blocks({"of_id": 7, "id": []})) == []


@pytest.mark.parametrize("is_copied", [False, True])
def test_blocks_travel_between_processes(*, is_copied: bool) -> None:
    made = list(Table("things", COLUMNS, is_copied).blocks(ROWS))

    assert marshal.loads(marshal.dumps(made)) == made  # noqa: S302 -- our own
