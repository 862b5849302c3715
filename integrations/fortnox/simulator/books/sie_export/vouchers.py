"""The vouchers of a SIE file: #VER with its rows, in the order of series, numbers and rows.

Source: real exports. A struck row (#BTRANS) names who struck it; an added one (#RTRANS) names who added it and always
has an identical #TRANS after it, without the name.
"""

import sqlite3
from collections.abc import Iterator

from integrations.fortnox.simulator.books.posting import RowState
from integrations.fortnox.simulator.books.sie_export.asked import Asked
from integrations.fortnox.simulator.books.sie_export.lines import Lines, amount, day_of_text

_HEAD = """
    SELECT v.id, v.series, v.number, v.day, v.description, v.registered,
        r.account, r.ore, r.cost_centre, r.project, r.text, r.state, r.person
    FROM voucher v LEFT JOIN voucher_row r ON r.voucher = v.id
    WHERE v.tenant = ? AND v.year = ? AND v.day BETWEEN ? AND ?
"""
_ORDER = " ORDER BY v.series, v.number, r.position"


def voucher_lines(connection: sqlite3.Connection, tenant: int, *, asked: Asked, write: Lines) -> Iterator[str]:
    """Give the lines of the vouchers that are asked for; nothing is kept of one when the next begins."""
    condition, values = _chosen(tenant, asked)
    voucher = None
    for row in connection.execute(_HEAD + condition + _ORDER, values):
        if row["id"] != voucher:
            if voucher is not None:
                yield "}"
            voucher = row["id"]
            series, text = write.word(row["series"]), write.text(row["description"])
            days = day_of_text(row["day"]), day_of_text(row["registered"])
            yield f"#VER {series} {row['number']} {days[0]} {text} {days[1]}"
            yield "{"
        if row["account"] is not None:
            yield from _row_lines(row, write)
    if voucher is not None:
        yield "}"


def accounts_in_rows(connection: sqlite3.Connection, tenant: int, *, asked: Asked) -> set[str]:
    """Find the accounts of all rows of the year, also of struck ones."""
    query = "SELECT DISTINCT r.account FROM voucher v JOIN voucher_row r ON r.voucher = v.id"
    rows = connection.execute(f"{query} WHERE v.tenant = ? AND v.year = ?", [tenant, asked.year.id])
    return {account for (account,) in rows}


def _row_lines(row: sqlite3.Row, write: Lines) -> Iterator[str]:
    """Give the lines of one row."""
    objects = write.objects(row["cost_centre"], row["project"])
    fields = f'{write.word(row["account"])} {objects} {amount(row["ore"])} "" {write.text(row["text"])} 0'
    state = row["state"]
    if state == RowState.STRUCK:
        yield f"#BTRANS {fields} {write.text(row['person'])}"
        return
    if state == RowState.ADDED:
        yield f"#RTRANS {fields} {write.text(row['person'])}"
    yield f"#TRANS {fields}"


def _chosen(tenant: int, asked: Asked) -> tuple[str, list[str | int]]:
    """Make the condition of the ranges, and all values of the query."""
    values: list[str | int] = [tenant, asked.year.id, asked.start, asked.until]
    conditions = []
    for one in asked.ranges:
        conditions.append("(v.series = ? AND v.number BETWEEN ? AND ?)")
        values += [one.series, one.first, one.last]
    return (f" AND ({' OR '.join(conditions)})" if conditions else ""), values
