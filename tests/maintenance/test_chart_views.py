"""The pages of the chart of accounts."""

from pathlib import Path

import pytest

from closing.books.models import AccountMapping
from closing.engagements.models import Engagement, FiscalYear
from closing.users.models import User
from tests.books.made_books import HEAD, SALES
from tests.factories import client_of
from tests.maintenance.conftest import import_from


@pytest.fixture
def imported(year: FiscalYear, tmp_path: Path) -> FiscalYear:
    import_from("sie_file", tmp_path, year=year, text=HEAD + '#KONTO 9999 "Internt"\n' + SALES)
    return year


def at(engagement: Engagement, page: str = "") -> str:
    return f"/e/{engagement.pk}/maintenance/chart/{page}"


def numbers(engagement: Engagement, user: User, query: str = "") -> list[str]:
    return [line.number for line in client_of(user).get(at(engagement) + query).context["lines"]]


def test_chart_lists_every_account(engagement: Engagement, imported: FiscalYear, bob: User) -> None:
    assert numbers(engagement, bob) == ["1510", "1930", "2440", "3001", "5010", "9999"]


def test_chart_shows_those_to_confirm(engagement: Engagement, imported: FiscalYear, bob: User) -> None:
    client_of(bob).post(at(engagement, "accept/"), {"account": "1930"})

    assert numbers(engagement, bob, "?show=confirm") == ["1510", "2440", "3001", "5010", "9999"]


def test_accept_of_one_comes_back_to_the_same_list(engagement: Engagement, imported: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(at(engagement, "accept/"), {"account": "1930", "show": "confirm"})

    assert response.headers["Location"] == at(engagement) + "?show=confirm"
    assert AccountMapping.objects.get().account_number == "1930"


def test_accept_of_all(engagement: Engagement, imported: FiscalYear, bob: User) -> None:
    client_of(bob).post(at(engagement, "accept/"), {"all": "1"})

    assert AccountMapping.objects.count() == 5


def test_account_is_changed(engagement: Engagement, imported: FiscalYear, bob: User) -> None:
    answers = {"reference_account": "1940", "group": "cash", "vat_code": "", "sru": "7281"}

    response = client_of(bob).post(at(engagement, "account/1930/"), answers)

    mapping = AccountMapping.objects.get()
    assert response.headers["Location"] == at(engagement)
    assert (mapping.account_number, mapping.reference_account, mapping.is_confirmed) == ("1930", "1940", True)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"reference_account": "19"}, "reference_account"),
        ({"reference_account": "9300"}, "reference_account"),
        ({"sru": "72"}, "sru"),
        ({"group": "nonsense"}, "group"),
        ({"vat_code": "99"}, "vat_code"),
    ],
)
def test_account_refuses_what_cannot_be(
    engagement: Engagement, imported: FiscalYear, *, bob: User, answers: dict[str, str], field: str
) -> None:
    response = client_of(bob).post(at(engagement, "account/1930/"), answers)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_account_the_books_do_not_have_is_not_there(engagement: Engagement, imported: FiscalYear, bob: User) -> None:
    assert client_of(bob).get(at(engagement, "account/4711/")).status_code == 404


def test_chart_without_books_says_what_to_do(engagement: Engagement, bob: User) -> None:
    page = client_of(bob).get(at(engagement)).content.decode()

    assert f'href="/e/{engagement.pk}/maintenance/import/"' in page


def test_reader_sees_the_chart_without_buttons(engagement: Engagement, imported: FiscalYear, rita: User) -> None:
    page = client_of(rita).get(at(engagement)).content.decode()

    assert 'name="all"' not in page
    assert client_of(rita).post(at(engagement, "account/1930/"), {}).status_code == 403
