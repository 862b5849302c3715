"""What a company form means for the plan: who pays the tax, where the result goes. Pure.

Source: BAS, accounts 2010–2099; IL 5 kap. 1 § (partners are taxed, not their partnership), 30 kap. 1 §, 39 kap. 25 §
(a housing cooperative is not taxed on its property); BFNAR 2006:1 (a simplified year-end has no untaxed reserves).
"""

from dataclasses import dataclass

RESULT = "2099"
RESULT_OF_PARTNERS = ("2019", "2029", "2039", "2049")
EQUITY_OF_OWNER = ("2011", "2012", "2013", "2014", "2015", "2016", "2017", "2018")
OWNER = "2010"


@dataclass(frozen=True, slots=True)
class Company:
    """What of the plan a company has.

    Attributes:
        pays_tax: it is taxed itself, and books its tax and its tax allocation reserves.
        has_excess: it may book excess depreciation.
        has_partners: its result is divided among partners, each with an account.
        has_owner: it is one person's, whose deposits and withdrawals of the year go to the equity.
        pays_special: it may owe special employer's contribution.
    """

    pays_tax: bool
    has_excess: bool
    has_partners: bool = False
    has_owner: bool = False
    pays_special: bool = True

    def result_accounts(self, shares: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
        """Give the accounts the result goes to, each with its share."""
        if self.has_partners:
            return tuple(zip(RESULT_OF_PARTNERS, shares or (1,), strict=False))
        return ((RESULT_OF_PARTNERS[0] if self.has_owner else RESULT, 1),)
