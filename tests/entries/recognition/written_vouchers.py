"""Vouchers of a SIE file as another program would write those of entries."""

from collections.abc import Sequence

from closing.entries.models import ClosingEntry

RENT = (("1710", "1000.00"), ("5010", "-1000.00"))
"""What the entry books that `make_entry` makes when it is told nothing."""


def voucher(
    name: str, text: str, *, rows: Sequence[tuple[str, str]] = RENT, day: str = "20251231", label: str = "#TRANS"
) -> str:
    """Write a voucher.

    Args:
        name: series and number, such as `A 41`.
        text: with the mark of its entry, if it has one.
        rows: account and kronor.
        day: its date.
        label: of its rows; `#BTRANS` for struck ones.
    """
    written = "".join(f"{label} {account} {{}} {kr}\n" for account, kr in rows)
    return f'#VER {name} {day} "{text}"\n{{\n{written}}}\n'


def marked(entry: ClosingEntry, text: str = "Periodisering hyra") -> str:
    """Write the text of an entry's voucher with its mark."""
    return f"{text} [{entry.marker}]"
