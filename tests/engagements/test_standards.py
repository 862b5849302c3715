"""Which accounting standards a company form may follow."""

from datetime import date

import pytest

from closing.engagements.models import AccountingStandard, CompanyForm
from closing.engagements.standards import may_follow, standards_of


@pytest.mark.parametrize(
    ("company_form", "standards"),
    [
        ("AB", ["K2", "K3"]),
        ("EK", ["K2", "K3"]),
        ("BRF", ["K2", "K3"]),
        ("E", ["K1", "K2", "K3"]),
        ("HB", ["K2", "K3"]),
    ],
)
def test_form_is_offered_its_standards(company_form: str, standards: list[str]) -> None:
    assert [str(one) for one in standards_of(company_form)] == standards


def test_every_form_has_standards() -> None:
    assert all(standards_of(form) for form in CompanyForm.values)


@pytest.mark.parametrize(
    ("start", "is_allowed"),
    [(date(2025, 1, 1), True), (date(2025, 12, 31), True), (date(2026, 1, 1), False), (date(2027, 1, 1), False)],
)
def test_housing_cooperative_leaves_k2_with_2026(start: date, *, is_allowed: bool) -> None:
    assert may_follow(CompanyForm.HOUSING_COOPERATIVE, AccountingStandard.K2, start) == is_allowed
    assert may_follow(CompanyForm.HOUSING_COOPERATIVE, AccountingStandard.K3, start)


def test_limited_company_keeps_k2_in_2026() -> None:
    assert may_follow(CompanyForm.LIMITED, AccountingStandard.K2, date(2026, 1, 1))
