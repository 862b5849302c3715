"""Maintenance shows what there is, changes what may be changed, and refuses the rest in words."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from closing.books.models import Books
from closing.engagements.models import Engagement, EngagementMember, FiscalYear
from closing.jobs.models import Job
from closing.users.models import User
from tests.factories import client_of, make_fiscal_year
from tests.maintenance.conftest import import_from

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

TABS = ("import/", "settings/", "chart/", "users/")
POSTS = (
    "import/",
    "settings/source/",
    "settings/company/",
    "settings/periods/",
    "settings/years/",
    "settings/reset/",
    "chart/accept/",
    "users/",
)


def at(engagement: Engagement, page: str) -> str:
    return f"/e/{engagement.pk}/maintenance/{page}"


def fresh(engagement: Engagement) -> Engagement:
    with scopes_disabled():
        return Engagement.objects.get(pk=engagement.pk)


def errors_of(response: "Response", form: str) -> dict[str, list[str]]:
    shown = response.context[form]
    return {name: [str(text) for text in texts] for name, texts in shown.errors.items()}


def company_of(engagement: Engagement, **answers: str) -> dict[str, str]:
    now = {
        "organisation_number": engagement.organisation_number,
        "sub_number": "",
        "name": engagement.name,
        "company_form": engagement.company_form,
        "accounting_standard": engagement.accounting_standard,
        "tolerance": "0",
    }
    return {**now, **answers}


@pytest.mark.parametrize("tab", TABS)
def test_tab_is_shown_to_a_reader(engagement: Engagement, year: FiscalYear, *, rita: User, tab: str) -> None:
    response = client_of(rita).get(at(engagement, tab))

    assert response.status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_tab_is_not_there_for_a_stranger(engagement: Engagement, charlie: User, tab: str) -> None:
    assert client_of(charlie).get(at(engagement, tab)).status_code == 404


@pytest.mark.parametrize("page", POSTS)
def test_reader_changes_nothing(engagement: Engagement, year: FiscalYear, *, rita: User, page: str) -> None:
    assert client_of(rita).post(at(engagement, page), {}).status_code == 403


@pytest.mark.parametrize("page", POSTS)
def test_stranger_changes_nothing(engagement: Engagement, charlie: User, page: str) -> None:
    assert client_of(charlie).post(at(engagement, page), {}).status_code == 404


@pytest.mark.parametrize("page", ["settings/reset/", "users/"])
def test_preparer_neither_resets_nor_names_members(engagement: Engagement, bob: User, page: str) -> None:
    assert client_of(bob).post(at(engagement, page), {}).status_code == 403


def test_import_tab_tells_what_is_there(engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))

    lines = client_of(bob).get(at(engagement, "import/")).context["years"]

    assert [(str(line.year), line.source_key, line.vouchers, line.postings) for line in lines] == [
        ("2025", "sie_file", 3, 6),
        ("2024", "", 0, 0),
    ]


def test_import_tab_asks_as_often_for_one_year_as_for_three(engagement: Engagement, bob: User, tmp_path: Path) -> None:
    client, counts = client_of(bob), []
    client.get(at(engagement, "import/"))

    for number in range(3):
        year = make_fiscal_year(engagement, date(2025 - number, 1, 1), date(2025 - number, 12, 31))
        import_from("sie_file", tmp_path, year=year)
        with CaptureQueriesContext(connection) as asked:
            client.get(at(engagement, "import/"))
        counts.append(len(asked))

    assert counts[0] == counts[2]


def test_import_tab_changes_the_source_and_stays(engagement: Engagement, bob: User) -> None:
    response = client_of(bob).post(at(engagement, "import/"), {"data_source": "trial_balance"})

    assert response.headers["Location"] == at(engagement, "import/")
    assert fresh(engagement).data_source == "trial_balance"


def test_import_tab_says_when_the_books_come_from_elsewhere(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    client = client_of(bob)
    client.post(at(engagement, "import/"), {"data_source": "trial_balance"})

    context = client.get(at(engagement, "import/")).context

    assert (context["stale"], context["switched"]) == ("sie_file", False)


def test_differences_are_shown_after_the_import_from_the_new_source(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("sie_balances", tmp_path, year=year)
    client = client_of(bob)

    switched = client.get(at(engagement, "import/")).context["switched"]
    page = client.get(at(engagement, f"import/{year.pk}/differences/"))

    assert switched
    assert page.context["differences"].is_switched


def test_manual_entry_is_refused_with_the_reason(engagement: Engagement, bob: User) -> None:
    response = client_of(bob).post(at(engagement, "settings/source/"), {"data_source": "manual_entry"})

    assert response.status_code == 422
    assert errors_of(response, "source_form")["data_source"][0].startswith("Balances can be typed in only while")
    assert fresh(engagement).data_source == "sie_file"


def test_company_is_changed(engagement: Engagement, bob: User) -> None:
    answers = company_of(engagement, name="Åkerlund & Dotter AB", accounting_standard="K3", tolerance="1 234,50")

    client_of(bob).post(at(engagement, "settings/company/"), answers)

    now = fresh(engagement)
    assert (now.name, now.accounting_standard, now.tolerance_ore) == ("Åkerlund & Dotter AB", "K3", 123_450)


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"tolerance": "-1"}, {"tolerance": ["The tolerance cannot be negative."]}),
        ({"tolerance": "x"}, {"tolerance": ["Write the amount as 1234,56."]}),
        ({"accounting_standard": "K1"}, {"accounting_standard": ["Limited company (AB) follows K2 or K3."]}),
        ({"name": ""}, {"name": ["This field is required."]}),
    ],
)
def test_company_that_does_not_fit_is_refused_in_words(
    engagement: Engagement, bob: User, *, answers: dict[str, str], errors: dict[str, list[str]]
) -> None:
    response = client_of(bob).post(at(engagement, "settings/company/"), company_of(engagement, **answers))

    assert response.status_code == 422
    assert errors_of(response, "company_form") == errors


def test_housing_cooperative_with_a_year_from_2026_cannot_turn_to_k2(engagement: Engagement, bob: User) -> None:
    make_fiscal_year(engagement, date(2026, 1, 1), date(2026, 12, 31))

    response = client_of(bob).post(at(engagement, "settings/company/"), company_of(engagement, company_form="BRF"))

    assert errors_of(response, "company_form") == {
        "accounting_standard": ["A housing cooperative follows K3 for a year that begins in 2026 or later."]
    }


def test_number_is_locked_once_books_are_there(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    answers = company_of(engagement, organisation_number="556677-8899", name="Nytt namn AB")

    client_of(bob).post(at(engagement, "settings/company/"), answers)

    assert fresh(engagement).organisation_number == engagement.organisation_number
    assert fresh(engagement).name == "Nytt namn AB"


def test_year_is_added_with_the_one_after_the_last_suggested(
    engagement: Engagement, year: FiscalYear, bob: User
) -> None:
    client = client_of(bob)
    suggested = client.get(at(engagement, "settings/")).context["year_form"].initial

    client.post(at(engagement, "settings/years/"), {name: str(day) for name, day in suggested.items()})

    assert [str(one) for one in engagement.fiscal_years.all()] == ["2026", "2025"]


def test_year_that_overlaps_is_refused_in_words(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(at(engagement, "settings/years/"), {"start": "2025-07-01", "end": "2026-06-30"})

    assert errors_of(response, "year_form") == {
        "end": ["The dates share days with another fiscal year of the company."]
    }


def test_year_is_moved_and_removed(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    client, page = client_of(bob), at(engagement, f"settings/years/{year.pk}/")

    client.post(page, {"start": "2025-07-01", "end": "2026-06-30"})
    moved = str(engagement.fiscal_years.get())
    client.post(f"{page}remove/")

    assert moved == "2025-07-01–2026-06-30"
    assert engagement.fiscal_years.count() == 0


def test_year_with_books_says_why_it_stays(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    page = at(engagement, f"settings/years/{year.pk}/")

    response = client_of(bob).post(page, {"start": "2025-07-01", "end": "2026-06-30"})

    assert errors_of(response, "form") == {
        "__all__": ["The fiscal year holds imported books. An administrator can reset the engagement to remove them."]
    }


def test_periods_are_divided_anew(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    client_of(bob).post(at(engagement, "settings/periods/"), {"period_length": "quarter"})

    assert year.periods.count() == 5


def test_reset_wants_the_name(engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)

    response = client_of(alice).post(at(engagement, "settings/reset/"), {"name": "Åkerlund"})

    assert errors_of(response, "reset_form") == {"name": ["Type Åkerlund Måleri AB, as it stands above."]}
    assert (Books.objects.count(), Job.objects.count()) == (1, 0)


@pytest.mark.parametrize("typed", ["Åkerlund Måleri AB", "åkerlund måleri ab", " Åkerlund  Måleri AB "])
def test_reset_starts_a_job_once_the_name_is_typed(engagement: Engagement, alice: User, typed: str) -> None:
    response = client_of(alice).post(at(engagement, "settings/reset/"), {"name": typed})

    job = Job.objects.get()
    assert response.headers["Location"] == f"/jobs/{job.pk}/"
    assert (job.kind, job.created_by) == ("reset", alice)


def test_access_is_limited_to_the_named_and_opened_again(
    engagement: Engagement, alice: User, *, bob: User, rita: User
) -> None:
    client, page = client_of(alice), at(engagement, "users/")

    client.post(page, {"is_limited": "on", "members": [str(rita.memberships.get().pk)]})
    limited = (
        fresh(engagement).is_limited,
        client_of(bob).get(page).status_code,
        client_of(rita).get(page).status_code,
    )
    seen = [member.user.name for member in client.get(page).context["members"]]
    client.post(page, {})

    assert limited == (True, 404, 200)
    assert seen == ["Alice Ek", "Rita Alm"]
    assert (fresh(engagement).is_limited, EngagementMember.objects.count()) == (False, 0)


def test_pages_send_an_anonymous_visitor_to_sign_in(engagement: Engagement) -> None:
    response = Client().get(at(engagement, "settings/"))

    assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("page", ["maintenance/import/", "maintenance/settings/", "import/", ""])
def test_engagement_whose_source_is_no_longer_installed_still_has_its_pages(
    engagement: Engagement, bob: User, *, page: str
) -> None:
    engagement.data_source = "spiris"
    engagement.save(update_fields=["data_source"])

    assert client_of(bob).get(f"/e/{engagement.pk}/{page}").status_code == 200
