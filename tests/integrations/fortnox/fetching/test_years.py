"""Which fiscal years are fetched."""

from datetime import date

import pytest

from integrations.fortnox.client.payloads import FinancialYear
from integrations.fortnox.fetching.years import Wish, chosen, spans


def _year(key: int, start: str, end: str) -> FinancialYear:
    return FinancialYear(id=key, start=date.fromisoformat(start), end=date.fromisoformat(end), method="ACCRUAL")


# As Fortnox lists them: Ids of creation, in no order of time; one year is of eighteen months.
Y2022 = _year(4, "2021-07-01", "2022-12-31")
Y2023 = _year(2, "2023-01-01", "2023-12-31")
Y2024 = _year(1, "2024-01-01", "2024-12-31")
Y2025 = _year(3, "2025-01-01", "2025-12-31")
Y2026 = _year(5, "2026-01-01", "2026-12-31")
ALL = (Y2024, Y2023, Y2025, Y2022, Y2026)
ACTIVE = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("is_first", "wants_all", "fetched"),
    [
        (True, False, (Y2023, Y2024, Y2025)),
        (False, False, (Y2025,)),
        (False, True, (Y2022, Y2023, Y2024, Y2025)),
        (True, True, (Y2022, Y2023, Y2024, Y2025)),
    ],
)
def test_years_are_three_at_first_then_the_active_one(
    fetched: tuple[FinancialYear, ...], *, is_first: bool, wants_all: bool
) -> None:
    assert chosen(ALL, Wish(ACTIVE, is_first=is_first, wants_all=wants_all)) == fetched


def test_company_with_fewer_years_gives_those_it_has() -> None:
    assert chosen((Y2025, Y2024), Wish(ACTIVE, is_first=True, wants_all=False)) == (Y2024, Y2025)


@pytest.mark.parametrize("wants_all", [False, True])
def test_company_without_the_active_year_gives_none(*, wants_all: bool) -> None:
    assert chosen((Y2023, Y2024), Wish(ACTIVE, is_first=True, wants_all=wants_all)) == ()


def test_year_with_other_days_is_fetched_and_judged_by_the_pipeline() -> None:
    broken = _year(9, "2024-09-01", "2025-08-31")

    assert chosen((broken,), Wish(ACTIVE, is_first=False, wants_all=False)) == (broken,)


def test_spans_stand_in_order_of_time() -> None:
    assert spans([Y2025, Y2022]) == ["2021-07-01–2022-12-31", "2025-01-01–2025-12-31"]
