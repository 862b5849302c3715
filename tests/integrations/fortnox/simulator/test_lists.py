"""Pages, order and the parameters of lists."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from integrations.fortnox.simulator.exchange import Call, JsonValue, Refusal
from integrations.fortnox.simulator.lists import Listing, day_asked, moment_asked, order_asked
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import a_call

SCHEMA = "CREATE TABLE IF NOT EXISTS thing (number INTEGER PRIMARY KEY);"


def number_of(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a thing."""
    number: int = row["number"]
    return number


THINGS = Listing("Things", "SELECT number FROM thing WHERE number > ? ORDER BY number", (0,), number_of)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """Make a storage of 250 things."""
    made = Storage(tmp_path)
    made.prepare([SCHEMA])
    with made.transaction() as connection:
        connection.executemany("INSERT INTO thing VALUES (?)", [(number,) for number in range(1, 251)])
    return made


def body_of(storage: Storage, call: Call) -> dict[str, JsonValue]:
    """Answer a call with the things."""
    with storage.reading() as connection:
        answer = THINGS.answer(connection, call)
    assert answer.status == 200
    assert isinstance(answer.body, dict)
    return answer.body


def things(params: Mapping[str, str] | None = None) -> Call:
    """Ask for the list of things."""
    return replace(a_call("things"), params=params or {})


def meta(total: int, pages: int, current: int) -> JsonValue:
    """Make the information of a list."""
    return {"@TotalResources": total, "@TotalPages": pages, "@CurrentPage": current}


@pytest.mark.parametrize(
    ("params", "information", "expected"),
    [
        ({}, meta(250, 3, 1), range(1, 101)),
        ({"page": "3"}, meta(250, 3, 3), range(201, 251)),
        ({"limit": "500"}, meta(250, 1, 1), range(1, 251)),
        ({"limit": "125", "page": "2"}, meta(250, 2, 2), range(126, 251)),
        ({"limit": "1"}, meta(250, 250, 1), range(1, 2)),
        ({"offset": "240"}, meta(250, 3, 1), range(241, 251)),
    ],
)
def test_listing_gives_the_page_that_is_asked_for(
    storage: Storage, params: dict[str, str], *, information: JsonValue, expected: range
) -> None:
    body = body_of(storage, things(params))

    assert list(body) == ["MetaInformation", "Things"]
    assert body == {"MetaInformation": information, "Things": list(expected)}


@pytest.mark.parametrize("params", [{"page": "4"}, {"offset": "250"}, {"offset": "10000", "limit": "5"}])
def test_listing_past_the_end_has_no_pages_at_all(storage: Storage, params: dict[str, str]) -> None:
    body = body_of(storage, things(params))

    assert body == {"MetaInformation": meta(0, 0, 1), "Things": []}


@pytest.mark.parametrize("name", ["page", "limit", "offset"])
@pytest.mark.parametrize("value", ["-1", "x", "1.5", " 1", "²", "9999999999"])
def test_listing_refuses_what_is_no_number(storage: Storage, name: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        body_of(storage, things({name: value}))

    assert (refused.value.status, refused.value.code, refused.value.is_missing) == (400, 2000588, False)


@pytest.mark.parametrize("params", [{"page": "0"}, {"limit": "0"}, {"limit": "501"}])
def test_listing_refuses_what_is_out_of_its_bounds(storage: Storage, params: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        body_of(storage, things(params))

    assert refused.value.code == 2000588


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, "series ASC, number ASC"),
        ({"sortorder": "descending"}, "series DESC, number DESC"),
        ({"sortby": "Day"}, "v.day ASC, series, number"),
        ({"sortby": "day", "sortorder": "descending"}, "v.day DESC, series, number"),
    ],
)
def test_order_asked_orders_by_what_is_asked_and_then_as_always(params: dict[str, str], expected: str) -> None:
    assert order_asked(things(params), {"day": "v.day"}, default="series, number") == expected


@pytest.mark.parametrize("params", [{"sortby": "name"}, {"sortorder": "up"}])
def test_order_asked_refuses_what_it_does_not_know(params: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        order_asked(things(params), {"day": "v.day"}, default="series, number")


def test_day_asked_reads_a_day() -> None:
    call = things({"fromdate": "2025-12-31"})

    assert (day_asked(call, "fromdate"), day_asked(call, "todate")) == ("2025-12-31", None)


@pytest.mark.parametrize("text", ["2025-02-29", "20251231", "2025-12-31T10:00", "x"])
def test_day_asked_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(Refusal):
        day_asked(things({"fromdate": text}), "fromdate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-30 14:05", "2026-03-30 14:05:00"),
        ("2026-03-30T14:05:09", "2026-03-30 14:05:09"),
        ("2026-03-30", "2026-03-30 00:00:00"),
        ("", None),
    ],
)
def test_moment_asked_reads_minutes_and_days(text: str, expected: str | None) -> None:
    assert moment_asked(things({"lastmodified": text}), "lastmodified") == expected


@pytest.mark.parametrize("text", ["2026-02-30", "2026-03-30 25:00", "yesterday"])
def test_moment_asked_refuses_what_is_no_moment(text: str) -> None:
    with pytest.raises(Refusal):
        moment_asked(things({"lastmodified": text}), "lastmodified")
