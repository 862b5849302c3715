"""The forms of an export: ticks with their versions, and the series that is proposed."""

from uuid import UUID

import pytest
from django.http import QueryDict
from django.utils import translation

from closing.entries.export.conditions import SeriesThere
from closing.entries.export.pages.forms import ChoiceForm, tick

A, M = SeriesThere("A", "Redovisning", is_manual=True), SeriesThere("M", "", is_manual=True)
ENTRY = UUID("0190a1b2-0000-7000-8000-000000000001")


def _form(
    text: str | None = None, *, series: tuple[SeriesThere, ...] = (A, M), last: dict[str, str] | None = None
) -> ChoiceForm:
    return ChoiceForm(None if text is None else QueryDict(text), series=series, kinds={"V"}, last=last or {})


def test_ticks_carry_the_versions_that_were_shown() -> None:
    form = _form(f"entry={tick(ENTRY, 3)}&offered={tick(ENTRY, 3)}&series_V=M")

    assert (form.ticked, list(form.was_offered), form.series_by_kind) == ({ENTRY: 3}, [ENTRY], {"V": "M"})


def test_nothing_sent_is_not_nothing_ticked() -> None:
    assert (_form().ticked, _form("series_V=M").ticked) == (None, {})


@pytest.mark.parametrize("text", ["x", "x:1", f"{ENTRY}", f"{ENTRY}:", f"{ENTRY}:x"])
def test_tick_that_cannot_be_read_is_told(text: str) -> None:
    form = _form(f"entry={text}&series_V=M")

    with translation.override("en"):
        assert form.errors["entry"] == ["What was sent is not understood. Look through the entries, and send again."]
    assert form.ticked == {}


@pytest.mark.parametrize(
    ("count", "told"), [(2000, []), (2001, ["At most 2000 entries can be sent at a time. Leave some out."])]
)
def test_more_ticks_than_can_be_sent_are_refused_and_not_cut(count: int, told: list[str]) -> None:
    ticks = "&".join(f"entry={tick(UUID(int=number), 1)}" for number in range(count))

    with translation.override("en"):
        assert list(_form(f"{ticks}&series_V=M").errors.get("entry", [])) == told


@pytest.mark.parametrize(
    ("series", "last", "proposed"),
    [((A, M), {}, ""), ((A,), {}, "A"), ((A, M), {"V": "M"}, "M"), ((A, M), {"V": "K"}, ""), ((), {"V": "M"}, "")],
)
def test_series_is_proposed_when_there_is_no_doubt(
    series: tuple[SeriesThere, ...], last: dict[str, str], proposed: str
) -> None:
    assert _form(series=series, last=last).series_by_kind == {"V": proposed}


def test_series_that_does_not_take_vouchers_is_none() -> None:
    form = _form("series_V=B")

    assert form.series_by_kind == {"V": ""}


def test_only_kinds_that_are_there_are_asked_for() -> None:
    assert [field.name for field in _form().drop_downs()] == ["series_V"]


def test_series_without_a_name_stands_alone() -> None:
    assert _form(series=(M,)).fields["series_V"].choices == [("M", "M")]  # type: ignore[attr-defined] # a drop-down
