"""Accounts, dimensions and objects."""

from sie.head import HeadReader
from sie.notices import Notes
from sie.records import Account, Dimension, Head, SieObject
from tests.sie.sample import codes, only, record


def head_of(*lines: str) -> tuple[Head, Notes]:
    """Read records, and tell what was noted."""
    notes = Notes()
    reader = HeadReader(notes)
    for line in lines:
        reader.feed(record(line))
    return reader.head(), notes


def noted(notes: Notes) -> list[str]:
    """List what was noted about the records themselves."""
    return [code for code in codes(notes) if not code.endswith("-missing")]


def test_account_has_its_details_in_whatever_order_they_come() -> None:
    head, notes = head_of(
        "#SRU 1930 7281",
        '#KONTO 1930 "Bank"',
        "#KTYP 1930 t",
        "#ENHET 1930 st",
        "#SRU 1930 7282",
        "#SRU 1930 7281",
        "#KONTO 0351 Försäljning",
    )

    assert noted(notes) == []
    assert head.accounts == (
        Account("1930", "Bank", "T", "st", ("7281", "7282")),
        Account("0351", "Försäljning"),
    )


def test_account_declared_twice_is_the_last_one() -> None:
    head, notes = head_of("#KONTO 1930 Bank", "#KTYP 1930 T", "#KONTO 1910 Kassa", '#KONTO 1930 "Ny bank"')

    assert [(account.number, account.name) for account in head.accounts] == [("1930", "Ny bank"), ("1910", "Kassa")]
    assert only(notes, "duplicate-account").facts["count"] == 1


def test_account_name_in_several_words_is_joined() -> None:
    head, notes = head_of("#KONTO 1930 Bank och kassa")

    assert head.accounts[0].name == "Bank och kassa"
    assert noted(notes) == ["text-joined"]


def test_detail_of_an_account_that_is_not_declared_is_left_out_and_told() -> None:
    head, notes = head_of("#SRU 1930 7281", "#KTYP 1910 T")

    assert head.accounts == ()
    assert [one.facts["label"] for one in notes.notices() if one.code == "undeclared-account-detail"] == [
        "#SRU",
        "#KTYP",
    ]


def test_declaration_without_a_number_is_left_out_and_told() -> None:
    head, notes = head_of('#KONTO "" "Bank"', "#SRU", '#KTYP "" T')

    assert head.accounts == ()
    assert noted(notes) == ["record-incomplete"] * 3
    assert notes.rejected_count == 0


def test_dimensions_objects_and_their_names_are_read() -> None:
    head, notes = head_of(
        "#DIM 1 Kostnadsställe",
        '#DIM 6 "Projekt"',
        '#UNDERDIM 21 "Projekt, del" 6',
        '#OBJEKT 1 "00123" "Norr"',
        "#OBJEKT 1 123 Söder",
        '#OBJEKT 6 P1 "Hus"',
    )

    assert noted(notes) == []
    assert head.dimensions == (
        Dimension("1", "Kostnadsställe"),
        Dimension("6", "Projekt"),
        Dimension("21", "Projekt, del", "6"),
    )
    assert head.objects == (
        SieObject("1", "00123", "Norr"),
        SieObject("1", "123", "Söder"),
        SieObject("6", "P1", "Hus"),
    )


def test_object_and_dimension_declared_twice_are_the_last_ones() -> None:
    head, notes = head_of("#DIM 1 A", "#DIM 1 B", "#OBJEKT 1 1 X", "#OBJEKT 1 1 Y")

    assert (head.dimensions[0].name, head.objects[0].name) == ("B", "Y")
    assert noted(notes) == ["duplicate-dimension", "duplicate-object"]


def test_object_without_its_code_says_nothing() -> None:
    head, notes = head_of('#OBJEKT 1 "" "Norr"')

    assert head.objects == ()
    assert noted(notes) == ["object-incomplete"]
