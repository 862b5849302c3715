"""How far equipment may be written down for tax, and what excess depreciation that leaves room for. Pure.

Source: IL 18 kap. 13 § (main rule, räkenskapsenlig avskrivning), 17 § (supplementary rule); both for a year of twelve
months, and in proportion for a longer or a shorter one.
"""

from dataclasses import dataclass

from closing.entries.planning.reckoning.rates import WHOLE, Rates, share, whole_kronor

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the rules are asked of, in öre.

    Attributes:
        book_ore: its value in the books at the end of the year.
        opening_ore: its tax value at the beginning: book value less accumulated excess depreciation.
        purchases_ore: acquired in the year and still there.
        sales_ore: what was paid for equipment that was there when the year began.
        earlier_ore: what is left of the acquisitions of each earlier year at cost, the latest first; None when not
            all of them are known, so that the supplementary rule cannot be used.
        accumulated_ore: excess depreciation as it stands, without this year's change.
    """

    book_ore: int
    opening_ore: int
    purchases_ore: int
    sales_ore: int
    earlier_ore: tuple[int, ...] | None
    accumulated_ore: int

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to depreciate and nothing to dissolve."""
        earlier = self.earlier_ore or ()
        return not any((self.book_ore, self.opening_ore, self.purchases_ore, self.accumulated_ore, *earlier))


@dataclass(frozen=True, slots=True)
class Room:
    """The lowest values the rules permit, and how far excess depreciation may go, in öre.

    Attributes:
        main_ore, supplementary_ore: the lowest tax value by each rule; None when that rule cannot be used.
        most_ore: the largest change; below zero when so much must be dissolved.
        least_ore: what dissolves everything.
    """

    equipment: Equipment
    main_ore: int
    supplementary_ore: int | None
    most_ore: int
    least_ore: int

    @property
    def lowest_ore(self) -> int:
        """Give the lowest tax value that is permitted."""
        return self.main_ore if self.supplementary_ore is None else min(self.main_ore, self.supplementary_ore)

    @property
    def too_far_ore(self) -> int:
        """Give how far the books alone are below the lowest value, in whole kronor. Source: IL 18 kap. 19 §."""
        return whole_kronor(max(self.lowest_ore - self.equipment.book_ore, 0))


def earlier_years(months: int) -> int:
    """Say of how many years before this one something is left by the supplementary rule at its end."""
    return 4 if months < MONTHS else 3


def room(equipment: Equipment, rates: Rates, *, months: int) -> Room:
    """Find the lowest tax value and the room for excess depreciation."""
    main = main_value(equipment, rates, months=months)
    supplementary = supplementary_value(equipment, rates, months=months)
    lowest = main if supplementary is None else min(main, supplementary)
    least = -equipment.accumulated_ore
    allowed = max(equipment.book_ore - lowest, 0) - equipment.accumulated_ore
    return Room(equipment, main, supplementary, max(whole_kronor(allowed), least), least)


def main_value(equipment: Equipment, rates: Rates, *, months: int) -> int:
    """Give the lowest value by the main rule."""
    base = max(equipment.opening_ore + equipment.purchases_ore - equipment.sales_ore, 0)
    return base - min(share(base, rates.main_rule, months=months), base)


def supplementary_value(equipment: Equipment, rates: Rates, *, months: int) -> int | None:
    """Give the lowest value by the supplementary rule; earlier years are taken to have had twelve months."""
    if equipment.earlier_ore is None:
        return None
    acquired = (equipment.purchases_ore, *equipment.earlier_ore)
    return sum(_left(ore, rates.supplementary_rule * (MONTHS * age + months)) for age, ore in enumerate(acquired))


def _left(ore: int, written_down: int) -> int:
    """Give what is left of an acquisition; the rate is given for twelve times the time, and an öre begun is kept."""
    whole = WHOLE * MONTHS
    return -(-ore * max(whole - written_down, 0) // whole)
