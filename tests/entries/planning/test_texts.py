"""The words of what a plan tells."""

from django.utils.translation import override

from closing.entries.planning.reckoning.problems import Notice, Problem, Told
from closing.entries.planning.texts import TOLD, told


def test_everything_a_plan_can_tell_has_its_words() -> None:
    assert set(TOLD) == {*Problem, *Notice}


def test_reserve_out_of_order_is_told_with_the_one_that_comes_first() -> None:
    with override("en"):
        assert told(Told(Problem.REVERSAL_ORDER, 100_000_00, "2121")) == (
            "The oldest fund is reversed first: 100\N{NO-BREAK SPACE}000,00 is left on 2121. Reverse that before a "
            "later fund."
        )


def test_books_depreciated_too_far_are_told_with_the_amount_and_the_paragraph() -> None:
    with override("en"):
        assert told(Told(Notice.DEPRECIATED_TOO_FAR, 3_000_00)) == (
            "The books have depreciated the equipment 3\N{NO-BREAK SPACE}000,00 below the lowest value for tax. If the "
            "sales of the year are filled in and it remains, that much is not deductible this year: add it as an "
            "adjustment. Source: IL 18 kap. 13 and 19 §§."
        )


def test_housing_cooperative_is_told_why_no_tax_is_calculated() -> None:
    with override("en"):
        assert told(Told(Notice.NOT_TAXED_ON_PROPERTY)) == (
            "A housing cooperative is not taxed on its property and makes no tax allocation reserves, so no tax is "
            "calculated; enter tax on other income by hand. One that is not a private housing company is planned as an "
            "economic association. Source: IL 39 kap. 25 §."
        )


def test_partnership_without_shares_is_told_to_fill_them_in() -> None:
    with override("en"):
        assert told(Told(Notice.ONE_PARTNER)) == (
            "The whole result goes to one partner. Fill in the partners' shares to divide it."
        )
