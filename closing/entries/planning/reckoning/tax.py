"""The income tax of a year: from the result in the books to the tax, line by line. Pure.

Source: IL 1 kap. 7 § (the taxable income of a legal person is rounded down to whole tens of kronor); 22 kap. 1 §
skatteförfarandeförordningen (2011:1261) (öre fall away).
"""

from dataclasses import dataclass

from closing.entries.planning.reckoning.rates import Rates, share, whole_kronor

TEN_KRONOR = 1000


@dataclass(frozen=True, slots=True)
class TaxCalculation:
    """The lines of the calculation, in öre.

    Attributes:
        before_tax_ore: the result before tax, with the plan's appropriations.
        adjusted_ore: what all adjustments come to.
        notional_ore: notional income on tax allocation reserves.
        uplift_ore: what is added for reserves of years with a higher tax.
        deficits_ore: earlier years' deficits, as a positive amount.
        rates: of the year.
    """

    before_tax_ore: int
    adjusted_ore: int
    notional_ore: int
    uplift_ore: int
    deficits_ore: int
    rates: Rates

    @property
    def result_ore(self) -> int:
        """Give the taxable result before it is rounded; below zero it is a deficit."""
        added = self.adjusted_ore + self.notional_ore + self.uplift_ore
        return self.before_tax_ore + added - self.deficits_ore

    @property
    def taxable_ore(self) -> int:
        """Give what is taxed: rounded down to whole tens of kronor, never below zero."""
        return max(self.result_ore, 0) // TEN_KRONOR * TEN_KRONOR

    @property
    def deficit_ore(self) -> int:
        """Give the deficit to carry forward, as a positive amount in whole kronor."""
        return whole_kronor(max(-self.result_ore, 0))

    @property
    def tax_ore(self) -> int:
        """Give the tax in whole kronor."""
        return whole_kronor(share(self.taxable_ore, self.rates.tax))
