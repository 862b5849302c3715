"""What accounts mean, suggested and accepted."""

from pathlib import Path

import pytest

from closing.books import mapping
from closing.books.mapping import Reason, Suggestion
from closing.books.models import Account, AccountMapping
from tests.books.made_books import HEAD, SALES, import_text, make_year

pytestmark = pytest.mark.django_db


def account(number: str, name: str = "", *, sru: str = "", closing_ore: int = 0) -> Account:
    """Give an account that is not stored."""
    return Account(number=number, name=name, sru=sru, closing_ore=closing_ore)


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        ("1930", "Vad som helst", ("1930", Reason.NUMBER)),
        ("19301", "Underkonto", ("1930", Reason.NUMBER)),
        ("1935", "Sparkonto", ("1930", Reason.KINDRED)),
        ("1001", "Före alla andra", ("1010", Reason.KINDRED)),
        ("5190", "Fastighet", ("5191", Reason.KINDRED)),
        ("5185", "Fastighet", ("5170", Reason.KINDRED)),
        ("9100", "Leverantörskulder", ("2440", Reason.NAME)),
        ("BANK", "KUNDFORDRINGAR", ("1510", Reason.NAME)),
        ("9999", "Något helt annat", ("", Reason.NOTHING)),
        ("12", "", ("", Reason.NOTHING)),
    ],
)
def test_suggestion_goes_by_number_then_by_name(number: str, name: str, expected: tuple[str, Reason]) -> None:
    found = mapping.suggest(account(number, name))

    assert (found.reference_account, found.reason) == expected


def test_suggestion_tells_group_and_field() -> None:
    assert mapping.suggest(account("1930")) == Suggestion("1930", "cash", "7281", Reason.NUMBER)


def test_the_field_of_the_file_goes_before_our_own() -> None:
    assert mapping.suggest(account("1510", sru="321 7261")).sru == "7261"


def test_a_field_of_another_form_is_passed_over() -> None:
    assert mapping.suggest(account("1510", sru="B7 9251")).sru == "7251"


def test_the_balance_tells_income_from_cost() -> None:
    fields = [mapping.suggest(account("4970", closing_ore=ore)).sru for ore in (-100, 100)]

    assert fields == ["7411", "7510"]


def test_other_company_forms_get_no_field() -> None:
    assert mapping.suggest(account("1510", sru="7251"), has_ink2r=False).sru == ""


def test_accounts_are_listed_with_their_suggestions(tmp_path: Path) -> None:
    year = make_year()
    snapshot = import_text(tmp_path, HEAD + SALES, year=year)

    listed = mapping.mapped_accounts(year.engagement, snapshot)

    assert [(one.account.number, one.suggestion.group, one.mapping, one.is_new) for one in listed] == [
        ("1510", "trade_receivables", None, False),
        ("1930", "cash", None, False),
        ("2440", "trade_payables", None, False),
        ("3001", "net_sales", None, False),
        ("5010", "external_costs", None, False),
    ]


def test_accept_all_keeps_what_a_person_has_written(tmp_path: Path) -> None:
    year = make_year()
    snapshot = import_text(tmp_path, HEAD + SALES, year=year)
    AccountMapping.objects.create(
        engagement=year.engagement, account_number="1930", reference_account="1940", vat_code="x", is_confirmed=True
    )

    accepted = mapping.accept(year.engagement, snapshot)

    mappings = AccountMapping.objects.order_by("account_number")
    assert accepted == 4
    assert list(mappings.values_list("account_number", "reference_account", "group", "sru", "is_confirmed")) == [
        ("1510", "1510", "trade_receivables", "7251", True),
        ("1930", "1940", "", "", True),
        ("2440", "2440", "trade_payables", "7365", True),
        ("3001", "3001", "net_sales", "7410", True),
        ("5010", "5010", "external_costs", "7513", True),
    ]


def test_accept_one_takes_the_place_of_an_unconfirmed_mapping(tmp_path: Path) -> None:
    year = make_year()
    snapshot = import_text(tmp_path, HEAD + SALES, year=year)
    AccountMapping.objects.create(
        engagement=year.engagement, account_number="1930", reference_account="x", vat_code="v"
    )

    accepted = mapping.accept(year.engagement, snapshot, ["1930"])

    mappings = AccountMapping.objects.values_list("account_number", "reference_account", "vat_code", "is_confirmed")
    assert accepted == 1
    assert list(mappings) == [("1930", "1930", "v", True)]


def test_mappings_survive_a_new_import_and_flag_new_accounts(tmp_path: Path) -> None:
    year = make_year()
    mapping.accept(year.engagement, import_text(tmp_path, HEAD, year=year))

    again = import_text(tmp_path, HEAD + '#KONTO 1940 "Sparkonto"\n' + SALES, year=year)

    listed = mapping.mapped_accounts(year.engagement, again)
    assert [one.account.number for one in listed if one.is_new] == ["1940"]
    assert [one.mapping.reference_account for one in listed if one.mapping] == ["1510", "1930", "2440", "3001", "5010"]


def test_many_accounts_of_odd_names_take_a_bounded_time() -> None:
    odd = [account(f"9{number:03}", f"Konto nummer {number} " * 20) for number in range(100)]

    reasons = {mapping.suggest(one).reason for one in odd}

    assert reasons == {Reason.NOTHING}
