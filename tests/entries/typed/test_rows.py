"""Rows as they are typed, and what is wrong with them."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from closing.entries.draft import LONGEST_TEXT, DraftRow
from closing.entries.typed.chart import Chart, DimensionOfBooks
from closing.entries.typed.rows import Mistake, TypedRow, drafted, mistakes, typed_rows

CHART = Chart(
    {"1710": "Förutbetald hyra", "1720": "Förutbetald leasing", "5010": "Lokalhyra"},
    (DimensionOfBooks("1", "Kostnadsställe", {"BYGG": "Bygg"}),),
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Let the sentences be those of the source."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1710", "1710"),
        (" 5010 ", "5010"),
        ("5010 Lokalhyra", "5010"),
        ("lokalhyra", "5010"),
        ("Lokal", "5010"),
        ("Förutbetald h", "1710"),
        ("Förutbetald", ""),
        ("9999", ""),
        ("", ""),
    ],
)
def test_account_is_found_by_number_or_by_a_name_that_is_the_only_one(text: str, number: str) -> None:
    assert CHART.find(text) == number


def test_rows_are_read_as_they_were_sent_without_the_empty_ones() -> None:
    data = {
        "account-0": "1710", "debit-0": " 100 ", "credit-0": "", "text-0": "Hyra", "object1-0": "BYGG",
        "account-1": "", "debit-1": "", "credit-1": "", "text-1": "",
        "account-2": "5010", "debit-2": "", "credit-2": "100", "text-2": "",
    }  # fmt: skip

    rows = typed_rows(data, CHART)

    assert rows == [
        TypedRow("1710", "100", "", "Hyra", {"1": "BYGG"}),
        TypedRow("5010", "", "100", "", {"1": ""}),
    ]
    assert [drafted(row, CHART) for row in rows] == [
        DraftRow("1710", 10_000, "Hyra", {"1": "BYGG"}),
        DraftRow("5010", -10_000),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (TypedRow("1710", "1 234,56"), []),
        (TypedRow("1710", "", "0,01"), []),
        (TypedRow("", "5"), [("account", "Write the number or the name of the account.")]),
        (
            TypedRow("9999", "5"),
            [
                (
                    "account",
                    "9999 is not an account of the books or of the BAS chart. Write its number or its whole name.",
                )
            ],
        ),
        (TypedRow("1710"), [("debit", "Write an amount in debit or in credit.")]),
        (TypedRow("1710", "0"), [("debit", "Write an amount in debit or in credit.")]),
        (TypedRow("1710", "hundra"), [("debit", "Write the amount as 1234,56.")]),
        (
            TypedRow("1710", "", "1,234"),
            [("credit", "This can be read in two ways. Write two decimals, as in 1234,00.")],
        ),
        (TypedRow("1710", "5", "5"), [("credit", "Write the amount in debit or in credit, not in both.")]),
        (TypedRow("1710", "5", text="x" * LONGEST_TEXT), []),
        (TypedRow("1710", "5", text="x" * (LONGEST_TEXT + 1)), [("text", "Write at most 160 characters.")]),
        (TypedRow("1710", "5", objects={"1": "BYGG"}), []),
        (TypedRow("1710", "5", objects={"1": "VVS"}), [("object1", "Kostnadsställe has no VVS.")]),
    ],
)
def test_row_is_told_what_is_wrong_where_it_is(row: TypedRow, told: list[tuple[str, str]]) -> None:
    found = list(mistakes([TypedRow("5010", "1"), row], CHART))

    assert found == [Mistake(1, column, sentence) for column, sentence in told]


@pytest.mark.parametrize(
    ("row", "typed"),
    [
        (DraftRow("1710", 123_456, "Hyra", {"1": "BYGG"}), ("1\u00a0234,56", "")),
        (DraftRow("1710", -100, "Hyra", {"1": "BYGG"}), ("", "1,00")),
    ],
)
def test_row_written_out_is_read_back_as_it_was(row: DraftRow, typed: tuple[str, str]) -> None:
    written = TypedRow.of(row)

    assert (written.debit, written.credit) == typed
    assert drafted(written, CHART) == row


def test_row_without_an_amount_is_written_without_one() -> None:
    assert TypedRow.of(DraftRow("1710", 0)) == TypedRow("1710")
