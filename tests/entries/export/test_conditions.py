"""What the bookkeeping says a voucher must meet, and what keeps one out."""

from dataclasses import replace
from datetime import date

import pytest

from closing.entries.draft import DraftRow, EntryDraft
from closing.entries.export.conditions import (
    AccountThere,
    Conditions,
    Obstacle,
    Rule,
    SeriesThere,
    as_json,
    from_json,
    obstacles,
)

DAY = date(2025, 12, 31)
SERIES = (SeriesThere("A", "Redovisning", is_manual=True), SeriesThere("B", "Kundfakturor", is_manual=False))
CONDITIONS = Conditions(
    "Åkerlund Måleri AB",
    "556677-8899",
    "5",
    SERIES,
    {
        "5010": AccountThere("5010", is_active=True),
        "4010": AccountThere("4010", is_active=True, rules={"1": Rule.DEMANDED, "6": Rule.FORBIDDEN}),
        "1930": AccountThere("1930", is_active=True, rules={"1": Rule.ALLOWED}),
        "1999": AccountThere("1999", is_active=False),
    },
    {"1": {"SYD": True, "NORD": False}, "6": {"P1": True}},
    DAY.replace(day=30),
)


def found(
    *rows: DraftRow, series: str = "A", conditions: Conditions = CONDITIONS, **known: bool
) -> list[tuple[str, bool, dict[str, str]]]:
    """List what keeps an entry out, with whether that is certain."""
    draft = EntryDraft(DAY, "Hyra", rows or (DraftRow("5010", 1), DraftRow("1930", -1)))
    there = obstacles(draft, series=series, conditions=conditions, **known)
    return [(one.code, one.is_certain, dict(one.facts)) for one in there]


def test_entry_that_meets_all_has_no_obstacle() -> None:
    assert found() == []


def test_series_must_be_there_and_manual() -> None:
    assert found(series="C") == [("series-missing", True, {"series": "C"})]
    assert found(series="") == [("series-missing", True, {"series": ""})]
    assert found(series="B") == [("series-not-manual", True, {"series": "B"})]
    assert [one.code for one in CONDITIONS.manual_series] == ["A"]


@pytest.mark.parametrize(("until", "is_locked"), [(30, False), (31, True), (None, False)])
def test_locked_day_is_told_but_decided_by_the_user(until: int | None, *, is_locked: bool) -> None:
    conditions = replace(CONDITIONS, locked_until=DAY.replace(day=until) if until else None)

    told = found(conditions=conditions)

    assert told == ([("period-locked", False, {"until": "2025-12-31"})] if is_locked else [])


def test_account_must_be_there_and_active() -> None:
    assert found(DraftRow("5011", 1)) == [("account-missing", True, {"account": "5011"})]
    assert found(DraftRow("1999", 1)) == [("account-inactive", True, {"account": "1999"})]


def test_account_may_demand_an_object() -> None:
    facts = {"account": "4010", "dimension": "1", "object": ""}

    assert found(DraftRow("4010", 1)) == [("object-demanded", True, facts)]
    assert found(DraftRow("4010", 1, objects={"1": "SYD"})) == []


def test_account_may_forbid_an_object() -> None:
    row = DraftRow("4010", 1, objects={"1": "SYD", "6": "P1"})

    assert found(row) == [("object-forbidden", True, {"account": "4010", "dimension": "6", "object": "P1"})]


@pytest.mark.parametrize("code", ["NORD", "VÄST"])
def test_object_must_be_there_and_open(code: str) -> None:
    row = DraftRow("5010", 1, objects={"1": code})

    assert found(row) == [("object-missing", True, {"dimension": "1", "object": code})]


def test_object_is_not_missing_where_the_bookkeeping_tells_none() -> None:
    row = DraftRow("5010", 1, objects={"1": "VÄST", "6": "P2"})

    told = found(row, conditions=replace(CONDITIONS, objects={"6": {}}))

    assert told == [("object-missing", True, {"dimension": "6", "object": "P2"})]


def test_other_dimensions_cannot_be_sent() -> None:
    row = DraftRow("5010", 1, objects={"7": "X", "8": ""})

    assert found(row) == [("dimension-unknown", True, {"dimension": "7", "object": "X"})]


def test_entry_in_a_file_is_told() -> None:
    assert found(is_in_file=True) == [("in-file", False, {})]


def test_entry_older_than_the_books_is_told() -> None:
    assert found(is_older=True) == [("older-than-books", False, {})]


def test_each_obstacle_is_told_once_in_order() -> None:
    rows = (DraftRow("1999", 1), DraftRow("5011", 1), DraftRow("1999", -2))

    assert [one[0] for one in found(*rows, series="B")] == ["series-not-manual", "account-inactive", "account-missing"]


def test_obstacle_without_facts_has_none() -> None:
    older = obstacles(EntryDraft(DAY, "Hyra", ()), series="A", conditions=CONDITIONS, is_older=True)

    assert older == (Obstacle(older[0].code, is_certain=False),)


def test_conditions_come_back_as_they_were_written_down() -> None:
    bare = Conditions("", "", "")

    assert from_json(as_json(CONDITIONS)) == CONDITIONS
    assert from_json(as_json(bare)) == bare
