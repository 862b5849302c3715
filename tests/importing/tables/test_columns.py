"""Which column of a table is which."""

import pytest

from closing.importing.tables.columns import Column, chosen, recognise

ROWS = [["1930", "Bank", "100,00", "250,00"], ["2081", "Aktiekapital", "-100,00", "-100,00"]]


def _places(rows: list[list[str]]) -> dict[str, int]:
    return {str(column): place for column, place in recognise(rows).places.items()}


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (["Konto", "Benämning", "IB", "UB"], {"account": 0, "name": 1, "opening": 2, "closing": 3}),
        (
            ["Kontonr", "Kontonamn", "Ingående balans 2025-01-01", "Utgående balans 2025-12-31"],
            {"account": 0, "name": 1, "opening": 2, "closing": 3},
        ),
        (
            ["Account", "Description", "Opening balance", "Closing balance"],
            {"account": 0, "name": 1, "opening": 2, "closing": 3},
        ),
        (["KONTO", "Text", "Ing. saldo", "Utg. saldo"], {"account": 0, "name": 1, "opening": 2, "closing": 3}),
        (["Saldo", "Konto", "Namn"], {"account": 1, "name": 2, "closing": 0}),
        (["Konto", "Namn", "Debet", "Kredit"], {"account": 0, "name": 1, "debit": 2, "credit": 3}),
    ],
)
def test_columns_are_known_by_their_headings(headings: list[str], places: dict[str, int]) -> None:
    assert _places([headings, *ROWS]) == places


def test_better_word_goes_before_a_vaguer_one() -> None:
    found = _places([["Konto", "Saldo", "Utgående balans"], ["1930", "1,00", "2,00"]])

    assert found == {"account": 0, "closing": 2}


def test_headings_stand_below_a_title() -> None:
    columns = recognise([["Exempel AB"], ["Råbalans 2025"], ["Konto", "Namn", "UB"], *ROWS])

    assert (columns.first_row, columns.headings) == (3, ("Konto", "Namn", "UB", "D"))


def test_table_without_headings_is_known_by_its_contents() -> None:
    columns = recognise(ROWS)

    assert {str(column): place for column, place in columns.places.items()} == {
        "account": 0,
        "name": 1,
        "opening": 2,
        "closing": 3,
    }
    assert (columns.first_row, columns.headings) == (0, ("A", "B", "C", "D"))


def test_single_column_of_amounts_is_the_closing_balance() -> None:
    assert _places([["1930 Bank", "250,00"], ["2081 Aktiekapital", "-100,00"]]) == {"account": 0, "closing": 1}


def test_nothing_is_made_up() -> None:
    assert _places([["Anna", "Bengt"], ["Cecilia", "David"]]) == {"name": 0}
    assert recognise([]).places == {}


def test_choice_of_a_person_holds() -> None:
    columns = chosen(recognise(ROWS), {"account": "0", "closing": "2", "opening": "9", "name": "x"})

    assert columns.places == {Column.ACCOUNT: 0, Column.CLOSING: 2}


def test_columns_beyond_z_have_two_letters() -> None:
    row = [""] * 27 + ["x"]

    assert recognise([row]).headings[25:] == ("Z", "AA", "AB")
