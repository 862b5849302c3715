"""Which accounting standards a company form may follow.

Pure: no database, no clock.

Sources: BFNAR 2006:1 (K1, sole traders with a simplified year-end; no such rules exist for partnerships), BFNAR 2016:10
(K2), BFNAR 2012:1 (K3). K2 as amended on 16 June 2025 shuts out housing cooperatives for fiscal years that begin after
31 December 2025.
"""

from collections.abc import Mapping
from datetime import date

from closing.engagements.models import AccountingStandard, CompanyForm

K1, K2, K3 = AccountingStandard.K1, AccountingStandard.K2, AccountingStandard.K3

HOUSING_COOPERATIVES_WITHOUT_K2_FROM = date(2026, 1, 1)

_STANDARDS: Mapping[str, tuple[AccountingStandard, ...]] = {
    CompanyForm.LIMITED: (K2, K3),
    CompanyForm.ECONOMIC_ASSOCIATION: (K2, K3),
    CompanyForm.HOUSING_COOPERATIVE: (K2, K3),
    CompanyForm.SOLE_TRADER: (K1, K2, K3),
    CompanyForm.PARTNERSHIP: (K2, K3),
}


def standards_of(company_form: str, year_start: date | None = None) -> tuple[AccountingStandard, ...]:
    """Give the standards a company form may follow for a fiscal year; without one, those it may ever follow."""
    standards = _STANDARDS[company_form]
    if company_form == CompanyForm.HOUSING_COOPERATIVE and _is_after_k2(year_start):
        return tuple(standard for standard in standards if standard != K2)
    return standards


def may_follow(company_form: str, standard: str, year_start: date | None = None) -> bool:
    """Say whether a company form may follow the standard for a fiscal year that begins on `year_start`."""
    return standard in standards_of(company_form, year_start)


def _is_after_k2(year_start: date | None) -> bool:
    return year_start is not None and year_start >= HOUSING_COOPERATIVES_WITHOUT_K2_FROM
