"""Tests of lists that are read page by page."""

from collections.abc import Callable

import pytest

from integrations.fortnox.client.errors import UnreadableAnswerError
from integrations.fortnox.client.lists import ListWarning
from tests.integrations.fortnox.client.conftest import Talk
from tests.integrations.fortnox.client.server import a_list, as_json

Start = Callable[..., Talk]


def centre(code: int) -> dict[str, object]:
    return {"Code": f"K{code}", "Description": f"Centre {code}", "Active": True}


def centres(*codes: int, total: int | None = None, pages: int = 1) -> object:
    return a_list("CostCenters", [centre(code) for code in codes], total=total, pages=pages)


def codes(one: Talk) -> list[str]:
    return [found.code for found in one.client.cost_centres()]


def test_empty_list_is_one_call(talk: Start) -> None:
    one = talk(centres())

    assert codes(one) == []
    assert (len(one.script.asked), one.client.warnings) == (1, ())


def test_pages_are_read_to_the_last(talk: Start) -> None:
    one = talk(centres(1, 2, total=5, pages=3), centres(3, 4, total=5, pages=3), centres(5, total=5, pages=3))

    assert codes(one) == ["K1", "K2", "K3", "K4", "K5"]
    assert [(asked.params["page"], asked.params["limit"]) for asked in one.script.asked] == [
        ("1", "500"),
        ("2", "500"),
        ("3", "500"),
    ]
    assert one.client.warnings == ()


def test_list_that_changed_while_it_was_read_is_read_again(talk: Start) -> None:
    torn = [centres(1, 2, total=4, pages=2), centres(2, 3, total=4, pages=2)]
    whole = [centres(1, 2, total=4, pages=2), centres(3, 4, total=4, pages=2)]
    one = talk(*torn, *whole)

    assert codes(one) == ["K1", "K2", "K3", "K4"]
    assert (len(one.script.asked), one.client.warnings) == (4, ())


def test_list_that_still_does_not_add_up_is_told_of(talk: Start) -> None:
    one = talk(centres(1, 2, total=3))

    assert codes(one) == ["K1", "K2"]
    assert (len(one.script.asked), one.client.warnings) == (2, (ListWarning("costcenters", 2, 3),))


def test_list_that_gives_the_same_page_for_ever_ends(talk: Start) -> None:
    one = talk(centres(1, 2, total=900, pages=450))

    assert codes(one) == ["K1", "K2"]
    assert (len(one.script.asked), one.client.warnings) == (4, (ListWarning("costcenters", 2, 900),))


def test_list_without_meta_information_ends_at_a_page_that_is_not_full(talk: Start) -> None:
    full = as_json({"CostCenters": [centre(code) for code in range(500)]})
    one = talk(full, as_json({"CostCenters": [centre(500)]}))

    assert len(codes(one)) == 501
    assert (len(one.script.asked), one.client.warnings) == (2, ())


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({}, "CostCenters"),
        ({"CostCenters": None}, "CostCenters"),
        ({"CostCenters": {}}, "CostCenters"),
        ({"CostCenters": [1]}, "CostCenters"),
        ({"CostCenters": [], "MetaInformation": []}, "MetaInformation"),
        ({"CostCenters": [], "MetaInformation": {"@TotalPages": 0}}, "@TotalResources"),
        ({"CostCenters": [{}]}, "@url"),
    ],
)
def test_answer_that_is_no_list_is_named(talk: Start, answer: dict[str, object], field: str) -> None:
    one = talk(as_json(answer))

    with pytest.raises(UnreadableAnswerError) as caught:
        one.client.cost_centres()

    assert (caught.value.register, caught.value.field) == ("costcenters", field)


def test_record_that_is_not_understood_is_named(talk: Start) -> None:
    one = talk(a_list("CostCenters", [centre(1), {**centre(2), "Active": "perhaps"}]))

    with pytest.raises(UnreadableAnswerError) as caught:
        one.client.cost_centres()

    assert (caught.value.record, caught.value.field) == ("K2", "Active")
