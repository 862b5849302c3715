"""Closing entries as vouchers of a SIE file."""

import datetime as dt
import uuid
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sie
from closing.entries.draft import DraftRow, EntryDraft
from closing.entries.marker import marker_of, markers_in
from closing.entries.sie_files.vouchers import Numbered, accounts_of, objects_of, voucher_of
from sie.transliteration import Transliteration

DAY = dt.date(2025, 12, 31)
RENT = EntryDraft(DAY, "Hyra januari", (DraftRow("1710", 100, "", {"6": "P1", "1": "BYGG"}), DraftRow("5010", -100)))
MARKER = marker_of(uuid.UUID(int=7))

texts = st.text(max_size=20).map(str.strip)
rows = st.builds(
    DraftRow,
    st.integers(1000, 899_999).map(str),
    st.integers(-(10**15), 10**15).filter(bool),
    texts,
    st.dictionaries(st.sampled_from(["1", "6", "20"]), st.text("019AZazåäö", min_size=1, max_size=8)),
)


@st.composite
def drafts(draw: st.DrawFn) -> EntryDraft:
    """Make an entry that balances."""
    some = draw(st.lists(rows, min_size=1, max_size=3))
    rest = DraftRow("1930", -sum(row.amount_ore for row in some))
    return EntryDraft(
        draw(st.dates(dt.date(1990, 1, 1))), draw(texts), tuple(some) + ((rest,) if rest.amount_ore else ())
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(drafts(), max_size=3), st.sampled_from(["V", "LEV1", "Å", "10"]), st.uuids())
def test_entries_come_back_from_the_file_with_the_same_dates_rows_and_texts(
    some: list[EntryDraft], series: str, key: uuid.UUID
) -> None:
    marker, written = marker_of(key), Transliteration()
    vouchers = tuple(voucher_of(Numbered(draft, marker, series)) for draft in some)
    head = sie.Head(sietyp="4", company="Åkerlund AB", program=("Kvitt", "1.0"), generated=DAY)

    again = sie.read(sie.dumps(sie.SieFile(head, vouchers), kind="4I"), encoding="cp437")

    assert [(one.series, one.number, one.date) for one in again.vouchers] == [(series, "", one.day) for one in some]
    assert [[_told(row) for row in one.postings] for one in again.vouchers] == [
        [(row.account, row.amount_ore, row.objects, written.text(row.text)) for row in one.rows] for one in some
    ]
    assert [one.text for one in again.vouchers] == [written.text(one.text) for one in vouchers]
    assert [markers_in(one.text)[-1] for one in again.vouchers] == [marker] * len(some)
    assert {sum(row.amount_ore for row in one.postings) for one in again.vouchers} <= {0}


def _told(row: sie.Posting) -> tuple[str, int, dict[str, str], str]:
    return row.account, row.amount_ore, dict(row.objects), row.text


def test_voucher_carries_the_marker_its_objects_and_no_number() -> None:
    found = voucher_of(Numbered(RENT, MARKER, "V"))

    assert found == sie.Voucher(
        "V",
        "",
        DAY,
        f"Hyra januari [{MARKER}]",
        postings=(sie.Posting("1710", 100, (("1", "BYGG"), ("6", "P1"))), sie.Posting("5010", -100)),
    )


def test_accounts_and_objects_are_listed_once_each_in_order() -> None:
    other = replace(RENT, rows=(DraftRow("1510", 5, "", {"1": "BYGG", "6": ""}), DraftRow("5010", -5)))

    assert accounts_of([RENT, other]) == ("1510", "1710", "5010")
    assert objects_of([RENT, other]) == (("1", "BYGG"), ("6", "P1"))
