"""A voucher as it leaves."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from closing.entries.draft import DraftRow, EntryDraft
from closing.entries.export.outgoing import OutgoingRow, OutgoingVoucher, as_json, from_json, outgoing

DAY = date(2025, 12, 31)
MARKER = "KV-ABCDEFG234"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
rows = st.builds(OutgoingRow, texts, st.integers(-(2**63), 2**63 - 1), texts, texts, texts)
vouchers = st.builds(
    OutgoingVoucher, texts, st.dates(), texts, texts, st.just(MARKER), st.lists(rows, max_size=4).map(tuple)
)


def voucher(*lines: OutgoingRow) -> OutgoingVoucher:
    """Make a voucher of rows."""
    return OutgoingVoucher("A", DAY, f"Hyra [{MARKER}]", "", MARKER, lines)


@given(vouchers)
def test_voucher_comes_back_as_it_was_written_down(one: OutgoingVoucher) -> None:
    assert from_json(as_json(one)) == one
    assert from_json(as_json(one)).sha256 == one.sha256


@given(vouchers, vouchers)
def test_hash_tells_vouchers_apart(one: OutgoingVoucher, other: OutgoingVoucher) -> None:
    assert (one.sha256 == other.sha256) == (one == other)


def test_entry_becomes_a_voucher() -> None:
    lines = (DraftRow("5010", 100, "Januari", {"1": "SYD", "6": "P1", "7": "X"}), DraftRow("1930", -100))

    made = outgoing(EntryDraft(DAY, " Hyra ", lines), marker=MARKER, series="A", comments="c" * 1001)

    assert made == OutgoingVoucher(
        "A",
        DAY,
        f"Hyra [{MARKER}]",
        "c" * 1000,
        MARKER,
        (OutgoingRow("5010", 100, "SYD", "P1", "Januari"), OutgoingRow("1930", -100)),
    )


def test_long_text_is_cut_and_its_mark_is_not() -> None:
    made = outgoing(EntryDraft(DAY, "x" * 300, ()), marker=MARKER, series="A", comments="")

    assert made.text == "x" * 184 + f" [{MARKER}]"
    assert len(made.text) == 200


def test_rows_are_the_same_in_any_order_and_whatever_their_texts() -> None:
    one, other = OutgoingRow("5010", 100, "SYD"), OutgoingRow("1930", -100)

    assert voucher(one, other).has_rows_of([other, OutgoingRow("5010", 100, "SYD", text="Annan")])


def test_rows_differ_by_account_amount_object_and_count() -> None:
    one, other = OutgoingRow("5010", 100, "SYD", "P1"), OutgoingRow("1930", -100)
    different = [
        OutgoingRow("5011", 100, "SYD", "P1"),
        OutgoingRow("5010", 101, "SYD", "P1"),
        OutgoingRow("5010", -100, "SYD", "P1"),
        OutgoingRow("5010", 100, "NORD", "P1"),
        OutgoingRow("5010", 100, "SYD", "P2"),
    ]

    assert [voucher(one, other).has_rows_of([it, other]) for it in different] == [False] * 5
    assert not voucher(one, other).has_rows_of([one, other, other])
    assert not voucher(one, one, other).has_rows_of([one, other])
