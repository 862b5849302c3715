"""A password is more than the name of one's agency."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from closing.engagements.people.passwords import AgencyNameValidator, refuse_agency_names
from closing.users.models import User


@pytest.mark.parametrize("password", ["Alfa Redovisning 1", "alfabokslut2025", "REDOVISNINGfortnox"])
def test_agency_name_and_little_else_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_agency_names(password, ["Alfa Redovisning AB"])

    assert refused.value.code == "password_agency_name"


@pytest.mark.parametrize(("password", "code"), [("alfaalfaalfa1", "password_agency_name"), ("betabetabetabeta", None)])
@pytest.mark.django_db
def test_only_the_persons_own_agencies_count(bob: User, *, password: str, code: str | None) -> None:
    found = None

    try:
        AgencyNameValidator().validate(password, bob)
    except ValidationError as refused:
        found = refused.code

    assert found == code


def test_person_without_an_account_is_not_asked_for_agencies() -> None:
    AgencyNameValidator().validate("alfaalfaalfa1", User(email="ny@alfa.example"))
    AgencyNameValidator().validate("alfaalfaalfa1")

    with translation.override("en"):
        assert AgencyNameValidator().get_help_text() == "It must not be built on the name of your agency."
