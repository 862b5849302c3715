"""Every decision has a name that the activity log can tell."""

from django.utils import translation

from closing.importing.catalogue import DECISIONS, QUESTIONS
from closing.importing.texts.decisions import NAMES, decision_name


def test_every_decision_and_question_has_a_name() -> None:
    assert sorted(NAMES) == sorted({*DECISIONS, *QUESTIONS})


def test_decision_is_named_and_an_unknown_one_keeps_its_code() -> None:
    with translation.override("en"):
        assert decision_name("voucher-unbalanced") == "vouchers that do not balance"
        assert decision_name("from-tomorrow") == "from-tomorrow"
