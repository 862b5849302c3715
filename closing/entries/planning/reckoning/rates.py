"""The rates of tax and appropriations, by the calendar year in which a fiscal year ends. Pure.

IL is inkomstskattelagen (1999:1229). Rates are whole hundredths of a per cent, so that no amount is ever a fraction.
"""

from dataclasses import dataclass
from datetime import date

WHOLE = 10_000
"""Hundredths of a per cent in the whole."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What holds for fiscal years that end in a calendar year; hundredths of a per cent where nothing else is said.

    Attributes:
        tax: on the income of legal persons.
        reserve: how much of its surplus a legal person may set aside to a tax allocation reserve.
        loan_rate: the government borrowing rate of 30 November of the year before.
        notional_floor: the least rate of notional income.
        main_rule: what may be depreciated of the opening tax value, with purchases and less sales.
        supplementary_rule: what may be depreciated of each acquisition every year.
        reserve_years: within so many tax years an allocation is taken back.
        uplift: what is added to the reversal of a fund from a year that began in `uplift_until` or before, for the
            higher tax it once saved.
    """

    tax: int
    reserve: int
    loan_rate: int
    notional_floor: int
    main_rule: int
    supplementary_rule: int
    reserve_years: int
    uplift: int
    uplift_until: int

    @property
    def notional(self) -> int:
        """Give the rate of notional income of twelve months."""
        return max(self.loan_rate, self.notional_floor)


def _rates(loan_rate: int) -> Rates:
    """Give the rates of years that differ by the borrowing rate alone.

    Source: tax 20.6 %, IL 65 kap. 10 § (SFS 2018:1206, for years that begin after 2020) · reserve 25 %, IL 30 kap. 5 §
    · floor of 0.5 %, IL 30 kap. 6 a § · 30 % and 20 %, IL 18 kap. 13 and 17 §§ · six years, IL 30 kap. 7 § · reversal
    at 106 % of funds from years that began before 2019, transitional provisions of SFS 2018:1206.
    """
    return Rates(
        tax=2060,
        reserve=2500,
        loan_rate=loan_rate,
        notional_floor=50,
        main_rule=3000,
        supplementary_rule=2000,
        reserve_years=6,
        uplift=600,
        uplift_until=2018,
    )


RATES = {
    2024: _rates(loan_rate=262),
    2025: _rates(loan_rate=196),
    2026: _rates(loan_rate=255),
}
"""Source of the borrowing rates (statslåneränta 30 November 2023, 2024, 2025): Riksgälden, 2.62, 1.96 and 2.55 %."""


def rates_of(end: date) -> Rates | None:
    """Give the rates of a fiscal year by its last day; None for a year that is not in the table."""
    return RATES.get(end.year)


def years_known() -> tuple[int, int]:
    """Give the first and the last year of the table."""
    return min(RATES), max(RATES)


def share(ore: int, rate: int, *, months: int = 12) -> int:
    """Take a rate of an amount in öre, for a number of months of twelve; what is less than an öre falls away."""
    return ore * rate * months // (WHOLE * 12)


def whole_kronor(ore: int) -> int:
    """Round an amount down to whole kronor, in öre."""
    return ore // 100 * 100
