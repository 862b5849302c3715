"""Accounts whose balance counts otherwise for tax than in the books. Pure.

Each is a suggestion: the account's name in BAS says what is usually booked there, and the paragraph why it counts so.
IL is inkomstskattelagen (1999:1229).
"""

from dataclasses import dataclass

from closing.entries.planning.reckoning.figures import Figures

NOT_DEDUCTIBLE = {
    "6072": "IL 16 kap. 2 §",
    "6342": "BAS 6342",
    "6982": "IL 9 kap. 2 §",
    "6992": "IL 9 kap. 2 §",
    "6993": "IL 9 kap. 2 §",
    "7622": "BAS 7622",
    "7632": "IL 16 kap. 2 §",
    "8423": "IL 9 kap. 7 §",
}
"""Costs that may not be deducted: entertainment, damages, membership fees, other, gifts, health care, entertainment of
staff, interest on taxes. Source: the names of the accounts in BAS, which say so themselves where no paragraph is named.

Care and its insurance are deductible since 1 July 2018 where they are taxed as a benefit (SFS 2018:523), so 7623 is not
among them, and 7622 is taken out where its name is not meant.
"""
TAX_FREE = {
    "8012": "IL 24 kap. 35 §",
    "8314": "IL 8 kap. 7 §",
}
"""Income that is not taxed: dividends on shares held for business, interest on the tax account. Source: as above."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An account to adjust for.

    Attributes:
        amount_ore: what it adds to the taxable result; below zero for income that is not taxed.
        source: the paragraph.
    """

    account: str
    meaning: str
    amount_ore: int
    source: str


@dataclass(frozen=True, slots=True)
class OwnAdjustment:
    """An adjustment a person has written: why, and what it adds to the taxable result in öre."""

    reason: str
    amount_ore: int


def suggestions(figures: Figures) -> tuple[Suggestion, ...]:
    """List the accounts with a balance that counts otherwise for tax, in the order of their numbers."""
    sources = {**NOT_DEDUCTIBLE, **TAX_FREE}
    found = ((one, sources.get(one.meaning[:4])) for one in figures.accounts if one.closing_ore)
    return tuple(Suggestion(one.number, one.meaning[:4], one.closing_ore, source) for one, source in found if source)
