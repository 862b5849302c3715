"""What a call of /sie asks for.

Source: the OpenAPI document knows the type and the year alone; `fromdate`, `todate`, `exportall` and `selection` are
those of the C# SDK, whose tests run against the live service. That the days and the selection choose vouchers, and that
balances run until `todate`, is invented.
"""

import sqlite3
from dataclasses import dataclass

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.balances import END_OF_TIME
from integrations.fortnox.simulator.books.years import FinancialYear, year_asked, year_before
from integrations.fortnox.simulator.exchange import Call
from integrations.fortnox.simulator.lists import WrongParameter, day_asked, whole_number

TYPES = ("1", "2", "3", "4")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False, "": False}
_PIECES_OF_A_RANGE = 3


@dataclass(frozen=True, slots=True)
class Range:
    """A series of which the vouchers from one number to another are asked for."""

    series: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that is asked for.

    Attributes:
        kind: "1" year balances, "2" month balances, "3" object balances, "4" vouchers as well.
        year: whose file it is: year 0.
        earlier: the year before, if the company has one: year -1.
        start: the first day of the vouchers, as "2025-01-01".
        until: the last day of vouchers and balances; the end of time when none is asked for.
        whole_chart: all accounts, not only those that are used.
        ranges: the vouchers that are asked for; all when it is empty.
    """

    kind: str
    year: FinancialYear
    earlier: FinancialYear | None
    start: str
    until: str
    whole_chart: bool
    ranges: tuple[Range, ...]


def file_asked(connection: sqlite3.Connection, call: Call) -> Asked:
    """Read the call.

    Raises:
        Refusal: there is no such type or year, or a parameter is wrong.
    """
    kind = call.path[1]
    if kind not in TYPES:
        raise refusals.wrong_sie_type()
    year = year_asked(connection, call)
    export_all = call.params.get("exportall", "").lower()
    if export_all not in _TRUTHS:
        raise WrongParameter
    return Asked(
        kind,
        year,
        year_before(connection, call.tenant, year=year),
        day_asked(call, "fromdate") or "",
        day_asked(call, "todate") or END_OF_TIME,
        _TRUTHS[export_all],
        tuple(_range(text) for text in call.params.get("selection", "").split(";") if text),
    )


def _range(text: str) -> Range:
    """Read a range as "A,20,24".

    Raises:
        Refusal: it is none.
    """
    pieces = text.split(",")
    if len(pieces) != _PIECES_OF_A_RANGE:
        raise WrongParameter
    return Range(pieces[0], whole_number(pieces[1]), whole_number(pieces[2]))
