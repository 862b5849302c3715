"""What can be booked, and what is wrong with what cannot."""

from dataclasses import replace
from datetime import date

import pytest

from closing.entries.draft import LONGEST_TEXT, Days, DraftRow, EntryDraft, Fault, faults

YEAR_END = Days.of_year_end(date(2025, 12, 31))
RENT = EntryDraft(
    date(2025, 12, 31), "Periodisering hyra", (DraftRow("1710", 1_000_00), DraftRow("5010", -1_000_00, "Hyra januari"))
)


def test_sound_entry_has_no_faults() -> None:
    assert faults(RENT, YEAR_END) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"text": "  "}, (Fault.TEXT_MISSING,)),
        ({"text": "x" * LONGEST_TEXT}, ()),
        ({"text": "x" * (LONGEST_TEXT + 1)}, (Fault.TEXT_TOO_LONG,)),
        ({"day": date(2025, 12, 1)}, ()),
        ({"day": date(2025, 11, 30)}, (Fault.OUTSIDE_PERIOD,)),
        ({"day": date(2026, 1, 1)}, (Fault.OUTSIDE_PERIOD,)),
        ({"rows": ()}, (Fault.TOO_FEW_ROWS,)),
        ({"rows": (DraftRow("1710", 1), DraftRow("5010", -2))}, (Fault.UNBALANCED,)),
        ({"rows": (DraftRow("1710", 1), DraftRow("", -1))}, (Fault.ACCOUNT_MISSING,)),
        ({"rows": (DraftRow("1710", 0), DraftRow("5010", 0))}, (Fault.AMOUNT_MISSING,)),
        ({"rows": (DraftRow("1710", 5),), "text": ""}, (Fault.TEXT_MISSING, Fault.TOO_FEW_ROWS, Fault.UNBALANCED)),
    ],
)
def test_faulty_entry_is_told_everything_at_once(changed: dict[str, object], expected: tuple[Fault, ...]) -> None:
    draft = replace(RENT, **changed)  # type: ignore[arg-type] # the parameters above are of the fields' types

    assert faults(draft, YEAR_END) == expected


def test_reversed_rows_exchange_debit_and_credit_and_keep_the_rest() -> None:
    draft = replace(RENT, rows=(DraftRow("5010", 5, "Hyra", {"1": "BYGG"}), DraftRow("1710", -5)))

    assert draft.reversed_rows == (DraftRow("5010", -5, "Hyra", {"1": "BYGG"}), DraftRow("1710", 5))
