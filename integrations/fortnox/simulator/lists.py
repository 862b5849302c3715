"""What every list of Fortnox has in common: pages, order, and the parameters that choose among its records.

Source: fortnox.se/developer, parameters; recorded answers. A list is an object that begins with MetaInformation. One
without records has 0 pages, also when what is asked for lies past its end.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue, Refusal

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
"""Source: fortnox.se/developer, parameters. That a larger limit is refused is invented: what it does is not known."""

_LONGEST_NUMBER = 9
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?", re.ASCII)
_ORDERS = {"ascending": "ASC", "descending": "DESC"}


class WrongParameter(Refusal):
    """A parameter of the query has a value that cannot be used. Source: error 2000588."""

    def __init__(self) -> None:
        super().__init__(400, 2000588, "Ogiltig parameter i anropet.")


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a list, before a page of them is taken.

    Attributes:
        key: its name in the answer, such as "Vouchers".
        query: SQL that gives all records in their order, each once.
        values: what stands for the question marks of the query.
        shape: makes the JSON of a record.
    """

    key: str
    query: str
    values: Sequence[str | int]
    shape: Callable[[sqlite3.Row], JsonValue]

    def answer(self, connection: sqlite3.Connection, call: Call) -> Answer:
        """Answer with the page that is asked for.

        Raises:
            Refusal: `page`, `limit` or `offset` is wrong.
        """
        number, limit, start = page_asked(call)
        counting = f"SELECT count(*) FROM ({self.query})"  # noqa: S608 -- the query is ours, its values are bound
        (total,) = connection.execute(counting, self.values).fetchone()
        rows = connection.execute(f"{self.query} LIMIT ? OFFSET ?", [*self.values, limit, start]).fetchall()
        information: JsonValue = {
            "@TotalResources": total if rows else 0,
            "@TotalPages": -(-total // limit) if rows else 0,
            "@CurrentPage": number if rows else 1,
        }
        return Answer(body={"MetaInformation": information, self.key: [self.shape(row) for row in rows]})


def page_asked(call: Call) -> tuple[int, int, int]:
    """Read which page is asked for.

    Returns:
        The number of the page, how many records it has, and how many records stand before it. That `offset` counts
        from the beginning of the page when both are given is invented.

    Raises:
        Refusal: one of them is no number, or out of its bounds.
    """
    limit = _number(call, "limit", default=DEFAULT_LIMIT, least=1)
    page = _number(call, "page", default=1, least=1)
    offset = _number(call, "offset", default=0, least=0)
    if limit > MAX_LIMIT:
        raise WrongParameter
    return page, limit, (page - 1) * limit + offset


def order_asked(call: Call, columns: Mapping[str, str], *, default: str) -> str:
    """Read `sortby` and `sortorder`.

    Args:
        call: the call.
        columns: SQL by the names that `sortby` may have.
        default: the SQL that orders when nothing is asked, and among equals.

    Returns:
        What follows ORDER BY.

    Raises:
        Refusal: either has a value that it cannot have.
    """
    name, order = call.params.get("sortby", "").lower(), call.params.get("sortorder", "ascending").lower()
    if order not in _ORDERS or (name and name not in columns):
        raise WrongParameter
    if not name:
        return ", ".join(f"{column.strip()} {_ORDERS[order]}" for column in default.split(","))
    return f"{columns[name]} {_ORDERS[order]}, {default}"


def day_asked(call: Call, name: str) -> str | None:
    """Read a day, such as `fromdate`; None when it is not asked for.

    Raises:
        Refusal: it is no day.
    """
    text = call.params.get(name, "")
    return day_from(text).isoformat() if text else None


def day_from(text: str) -> date:
    """Read a day as "2025-12-31".

    Raises:
        Refusal: it is none.
    """
    if not _DAY.fullmatch(text):
        raise WrongParameter
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongParameter from error


def moment_asked(call: Call, name: str) -> str | None:
    """Read a moment, such as `lastmodified`, in Swedish time; None when it is not asked for.

    Returns:
        The moment as it stands in the storage: "2026-03-30 14:05:00".

    Raises:
        Refusal: it is no moment.
    """
    text = call.params.get(name, "")
    if not text:
        return None
    if not _MOMENT.fullmatch(text):
        raise WrongParameter
    try:
        return moment_text(datetime.fromisoformat(text))
    except ValueError as error:
        raise WrongParameter from error


def moment_text(moment: datetime) -> str:
    """Write a moment, in Swedish time, as it stands in the storage."""
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def whole_number(text: str) -> int:
    """Read a whole number, such as the Id of a year.

    Raises:
        Refusal: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise WrongParameter
    return int(text)


def _number(call: Call, name: str, *, default: int, least: int) -> int:
    """Read a number of the query, or take its default.

    Raises:
        Refusal: it is none, or too small.
    """
    text = call.params.get(name, "")
    if not text:
        return default
    number = whole_number(text)
    if number < least:
        raise WrongParameter
    return number
