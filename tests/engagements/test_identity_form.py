"""The form for a company's identity: number, form and standard must fit each other."""

import pytest
from django.utils import translation

from closing.engagements.identity_form import IdentityForm
from closing.engagements.models import Agency, Membership
from closing.users.models import User
from tests.factories import make_engagement

COMPANY = {
    "organisation_number": "556677-8899",
    "name": "Åsö Bygg AB",
    "company_form": "AB",
    "accounting_standard": "K2",
    "sub_number": "",
}


@pytest.fixture
def member(bob: User) -> Membership:
    return bob.memberships.get()


def errors_of(member: Membership, **answers: str) -> dict[str, list[str]]:
    with translation.override("en"):
        form = IdentityForm({**COMPANY, **answers}, membership=member)
        return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


@pytest.mark.parametrize("written", ["556677-8899", "5566778899", "16556677-8899", "165566778899", " 556677 8899 "])
def test_number_is_taken_in_every_form(member: Membership, written: str) -> None:
    form = IdentityForm({**COMPANY, "organisation_number": written}, membership=member)

    assert form.is_valid()
    assert form.cleaned_data["organisation_number"] == "5566778899"


@pytest.mark.parametrize("written", ["121212-1212", "19121212-1212", "191212121212"])
def test_sole_trader_has_a_personal_number(member: Membership, written: str) -> None:
    answers = {"organisation_number": written, "company_form": "E", "accounting_standard": "K1"}
    form = IdentityForm({**COMPANY, **answers}, membership=member)

    assert form.is_valid()
    assert form.cleaned_data["organisation_number"] == "1212121212"


@pytest.mark.parametrize("written", ["556677-8898", "55667788", "abc", "556677-88991"])
def test_wrong_number_says_what_to_do(member: Membership, written: str) -> None:
    assert errors_of(member, organisation_number=written) == {
        "organisation_number": [
            "This is not an organisation number: the check digit does not fit. Compare it with the registration."
        ]
    }


def test_sole_trader_with_a_companys_number_is_told(member: Membership) -> None:
    assert errors_of(member, company_form="E") == {
        "organisation_number": ["A sole trader has the owner's personal number. This number belongs to a company."]
    }


def test_company_with_a_personal_number_is_told(member: Membership) -> None:
    assert errors_of(member, organisation_number="121212-1212") == {
        "organisation_number": [
            "This is a personal number, which only a sole trader has. Check the number or the company form."
        ]
    }


def test_standard_that_does_not_fit_the_form_names_those_that_do(member: Membership) -> None:
    assert errors_of(member, accounting_standard="K1") == {
        "accounting_standard": ["Limited company (AB) follows K2 or K3."]
    }


def test_all_faults_are_told_at_once(member: Membership) -> None:
    faults = errors_of(member, organisation_number="1", name="", company_form="", accounting_standard="")

    assert sorted(faults) == ["accounting_standard", "company_form", "name"]


def test_company_the_agency_has_is_named_for_one_who_may_see_it(agency: Agency, member: Membership) -> None:
    there = make_engagement(agency, organisation_number="5566778899")
    form = IdentityForm(COMPANY, membership=member)

    assert not form.is_valid()
    assert form.duplicate == there


def test_company_itself_is_no_duplicate(agency: Agency, member: Membership) -> None:
    there = make_engagement(agency, organisation_number="5566778899")

    assert IdentityForm(COMPANY, membership=member, engagement=there).is_valid()


def test_second_firm_of_a_person_has_a_serial_number(agency: Agency, member: Membership) -> None:
    make_engagement(agency, organisation_number="1212121212", company_form="E", accounting_standard="K1")
    person = {"organisation_number": "121212-1212", "company_form": "E", "accounting_standard": "K1"}

    same = IdentityForm({**COMPANY, **person}, membership=member)
    second = IdentityForm({**COMPANY, **person, "sub_number": "001"}, membership=member)

    assert not same.is_valid()
    assert second.is_valid()


def test_serial_number_is_digits(member: Membership) -> None:
    assert errors_of(member, sub_number="x") == {"sub_number": ["Write one to three digits."]}
