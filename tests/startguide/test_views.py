"""The guide goes back and forth without loss, and its last click makes one engagement."""

import uuid
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from closing.activity.models import Event
from closing.engagements.models import Agency, Engagement, EngagementMember
from closing.importing.sources import source_of
from closing.startguide.models import GuideDraft
from closing.users.models import User
from tests.factories import client_of, make_engagement
from tests.startguide.answers import ALL, COMPANY, PERIODS, SOURCE, YEAR, answer

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def engagements() -> list[Engagement]:
    with scopes_disabled():
        return list(Engagement.objects.order_by("created_at"))


def errors_of(response: "Response") -> dict[str, list[str]]:
    form = response.context["form"]
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def finish(client: Client) -> "Response":
    return client.post("/guide/summary/", {"draft": str(GuideDraft.objects.latest("created_at").pk)})


def refused_by(client: Client, **steps: dict[str, str]) -> "Response":
    """Answer steps of which the last is refused, and give the page that says so."""
    return client.get(answer(client, **steps).headers["Location"])


def test_guide_begins_with_the_company(bob: User) -> None:
    response = client_of(bob).get("/guide/")

    assert (response.status_code, response.headers["Location"]) == (302, "/guide/company/")


def test_guide_walks_through_four_steps_to_a_summary(bob: User) -> None:
    client = client_of(bob)

    targets = [answer(client, **{step: answers}).headers["Location"] for step, answers in ALL.items()]

    assert targets == ["/guide/year/", "/guide/periods/", "/guide/source/", "/guide/summary/"]


def test_last_click_makes_engagement_years_and_periods(agency: Agency, bob: User) -> None:
    client = client_of(bob)
    answer(client, **ALL)

    response = finish(client)

    (engagement,) = engagements()
    years = [(str(year.start), str(year.end), year.periods.count()) for year in engagement.fiscal_years.all()]
    identity = (engagement.agency, engagement.organisation_number, engagement.name, engagement.data_source)
    assert identity == (agency, "5566778899", "Åsö Bygg & Måleri AB", "sie_file")
    assert years == [("2025-01-01", "2025-12-31", 13), ("2024-01-01", "2024-12-31", 13)]
    assert response.headers["Location"] == f"/e/{engagement.pk}/import/"


def test_last_click_is_logged(bob: User) -> None:
    client = client_of(bob)
    answer(client, **ALL)

    finish(client)

    codes = (
        Event.objects.filter(actor=bob, engagement=engagements()[0]).order_by("sequence").values_list("code", flat=True)
    )
    assert list(codes) == ["engagement:created", "fiscal_year:created", "fiscal_year:created"]


def test_second_click_leads_to_the_same_engagement(bob: User) -> None:
    client = client_of(bob)
    answer(client, **ALL)
    draft = {"draft": str(GuideDraft.objects.get().pk)}

    first = client.post("/guide/summary/", draft)
    second = client.post("/guide/summary/", draft)

    assert second.headers["Location"] == first.headers["Location"]
    assert len(engagements()) == 1


@pytest.mark.parametrize(
    ("source", "page"),
    [("later", "/e/{id}/"), ("sie_balances", "/e/{id}/import/"), ("manual_entry", "/e/{id}/import/manual-entry/")],
)
def test_last_click_leads_where_the_source_begins(bob: User, source: str, page: str) -> None:
    client = client_of(bob)
    answer(client, **{**ALL, "source": {"data_source": source}})

    response = finish(client)

    assert response.headers["Location"] == page.format(id=engagements()[0].pk)


def test_answers_survive_going_back_even_when_they_are_wrong(bob: User) -> None:
    client = client_of(bob)
    answer(client, company=COMPANY)

    left = client.post("/guide/year/", {"start": "1 maj", "end": "", "to": "company"})
    shown = client.get("/guide/year/").content.decode()

    assert left.headers["Location"] == "/guide/company/"
    assert 'value="1 maj"' in shown
    assert 'value="556677-8899"' in client.get("/guide/company/").content.decode()


def test_answers_survive_signing_out(bob: User) -> None:
    answer(client_of(bob), company=COMPANY)

    shown = client_of(bob).get("/guide/company/").content.decode()

    assert 'value="556677-8899"' in shown


def test_wrong_answer_stays_on_the_page_and_says_why(bob: User) -> None:
    client = client_of(bob)

    refused = answer(client, company={**COMPANY, "organisation_number": "556677-8898"})
    shown = client.get(refused.headers["Location"])

    assert (refused.headers["Location"], shown.status_code) == ("/guide/company/?check", 200)
    assert 'value="556677-8898"' in shown.text
    assert errors_of(shown) == {
        "organisation_number": [
            "This is not an organisation number: the check digit does not fit. Compare it with the registration."
        ]
    }


def test_step_waits_for_the_steps_before_it(bob: User) -> None:
    client = client_of(bob)
    answer(client, company=COMPANY)

    response = client.get("/guide/source/")

    assert response.headers["Location"] == "/guide/year/"


def test_summary_leads_to_an_answer_that_no_longer_holds(bob: User) -> None:
    client = client_of(bob)
    year = {**YEAR, "start": "2026-01-01", "end": "2026-12-31"}
    answer(client, **{**ALL, "year": year})
    answer(client, company={**COMPANY, "company_form": "BRF"})

    response = client.get("/guide/summary/")
    shown = client.get(response.headers["Location"])

    assert response.headers["Location"] == "/guide/year/?check"
    assert list(errors_of(shown)) == ["start"]


def test_company_the_agency_has_is_refused_with_a_link(agency: Agency, bob: User) -> None:
    there = make_engagement(agency, organisation_number="5566778899", name="Åsö Bygg")

    response = refused_by(client_of(bob), company=COMPANY)

    assert errors_of(response) == {"organisation_number": ["The agency already has an engagement for this company."]}
    assert f'href="/e/{there.pk}/"' in response.content.decode()


def test_company_limited_to_others_is_refused_without_telling_its_name(agency: Agency, bob: User, alice: User) -> None:
    there = make_engagement(agency, organisation_number="5566778899", name="Hemliga Bolaget", is_limited=True)
    EngagementMember.objects.create(engagement=there, membership=alice.memberships.get())

    response = refused_by(client_of(bob), company=COMPANY)

    assert errors_of(response) == {"organisation_number": ["The agency already has an engagement for this company."]}
    assert "Hemliga Bolaget" not in response.content.decode()


def test_company_added_by_a_colleague_meanwhile_leads_back_to_step_one(agency: Agency, bob: User) -> None:
    client = client_of(bob)
    answer(client, **ALL)
    make_engagement(agency, organisation_number="5566778899")

    response = finish(client)

    assert response.headers["Location"] == "/guide/company/?check"
    assert len(engagements()) == 1


def test_another_agency_may_have_the_same_company(bob: User, charlie: User) -> None:
    answer(client_of(bob), **ALL)
    finish(client_of(bob))
    answer(client_of(charlie), **ALL)
    finish(client_of(charlie))

    assert [one.organisation_number for one in engagements()] == ["5566778899", "5566778899"]


def test_summary_tells_every_answer(bob: User) -> None:
    client = client_of(bob)
    answer(client, **ALL)

    parts = client.get("/guide/summary/").context["parts"]

    assert [part.facts[0][1] for part in parts] == [
        "Åsö Bygg & Måleri AB",
        "2025-01-01 – 2025-12-31",
        "Month",
        str(source_of("sie_file").label),
    ]


def test_summary_refuses_what_is_not_a_draft_of_ones_own(bob: User, charlie: User) -> None:
    answer(client_of(bob), **ALL)

    others = client_of(charlie).post("/guide/summary/", {"draft": str(GuideDraft.objects.get().pk)})
    unknown = client_of(bob).post("/guide/summary/", {"draft": str(uuid.uuid4())})
    nonsense = client_of(bob).post("/guide/summary/", {"draft": "x"})

    assert [response.status_code for response in (others, unknown, nonsense)] == [404, 404, 404]
    assert engagements() == []


def test_restart_forgets_the_answers(bob: User) -> None:
    client = client_of(bob)
    answer(client, company=COMPANY, year=YEAR, periods=PERIODS, source=SOURCE)

    client.post("/guide/restart/")

    assert GuideDraft.objects.count() == 0


def test_reader_may_not_set_up_a_company(rita: User) -> None:
    client = client_of(rita)

    statuses = [
        client.get(f"/guide/{page}/").status_code for page in ("company", "year", "periods", "source", "summary")
    ]

    assert statuses == [403, 403, 403, 403, 403]


@pytest.mark.django_db
def test_stranger_is_asked_to_sign_in() -> None:
    response = Client().get("/guide/company/")

    assert (response.status_code, response.headers["Location"]) == (302, "/account/login/?next=/guide/company/")
