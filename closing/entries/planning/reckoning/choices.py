"""What a person has chosen in a plan, and how it is written down. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from closing.entries.planning.reckoning.adjustments import OwnAdjustment


class Way(StrEnum):
    """How large an appropriation is to be."""

    NONE = "none"
    MOST = "most"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a plan, in öre.

    Attributes:
        excess, excess_ore: the change in excess depreciation; an amount below zero dissolves.
        opening_ore, purchases_ore: of the equipment; None takes them from the accounts.
        sales_ore: what equipment was sold for.
        earlier_ore: acquisitions of each earlier year, the latest first; None where nothing is written.
        reserve, reserve_ore: what is set aside to the year's tax allocation reserve.
        reversals: what is reversed of a fund, by its account; funds not named are reversed when they are due.
        left_out: accounts whose suggested adjustment is taken out.
        adjustments: those a person has written.
        deficits_ore: earlier years' deficits.
        moves_special, moves_preliminary: whether 2514 and 2518 are rebooked to 2510.
        shares: of the partners.
    """

    excess: Way = Way.NONE
    excess_ore: int = 0
    opening_ore: int | None = None
    purchases_ore: int | None = None
    sales_ore: int = 0
    earlier_ore: tuple[int | None, ...] = ()
    reserve: Way = Way.NONE
    reserve_ore: int = 0
    reversals: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    adjustments: tuple[OwnAdjustment, ...] = ()
    deficits_ore: int = 0
    moves_special: bool = True
    moves_preliminary: bool = True
    shares: tuple[int, ...] = (1,)


def as_json(choices: Choices) -> dict[str, Any]:
    """Write choices down."""
    return asdict(choices)


def from_json(written: Mapping[str, Any]) -> Choices:
    """Read choices that were written down; what is missing stands as it begins."""
    lists = ("earlier_ore", "left_out", "shares")
    read = {**written, **{name: tuple(written[name]) for name in lists if name in written}}
    read |= {name: Way(written[name]) for name in ("excess", "reserve") if name in written}
    if "adjustments" in written:
        read["adjustments"] = tuple(OwnAdjustment(**one) for one in written["adjustments"])
    return Choices(**read)
