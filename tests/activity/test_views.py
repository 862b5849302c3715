"""The pages of the activity log: who may read what of it, filters, paging, Excel."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from closing.activity import log, reading
from closing.activity.events import Code
from closing.activity.models import Event
from closing.engagements.models import Agency, Engagement, EngagementMember
from closing.users.models import User
from tests.factories import client_of, make_engagement

AGENCY = "/log/"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def engagement(agency: Agency) -> Engagement:
    """Give a client company of the agency."""
    return make_engagement(agency, name="Ödlan AB")


@pytest.fixture
def told(agency: Agency, engagement: Engagement, bob: User) -> None:
    """Write three events on three days."""
    with time_machine.travel(datetime(2026, 1, 1, 10, tzinfo=STOCKHOLM), tick=False):
        log.record(Code.ENGAGEMENT_CREATED, agency=agency, engagement=engagement, actor=bob, facts={"name": "Ödlan AB"})
    with time_machine.travel(datetime(2026, 1, 2, 23, 59, tzinfo=STOCKHOLM), tick=False):
        log.record(
            Code.IMPORT_FAILED,
            agency=agency,
            engagement=engagement,
            facts={"files": ['Åres "bokföring".se']},
            result="failed",
        )
    with time_machine.travel(datetime(2026, 1, 3, 0, 0, tzinfo=STOCKHOLM), tick=False):
        log.record(Code.SIGNED_IN, agency=agency, actor=bob, facts={"email": bob.email})


def codes(user: User, address: str = AGENCY, **query: str) -> list[str]:
    """Give the codes of the events a user sees, as they stand on the page."""
    response: Any = client_of(user).get(address, query)
    assert response.status_code == 200
    return [line.event.code for line in response.context["page"].lines]


@pytest.mark.usefixtures("told")
def test_log_shows_the_newest_first(alice: User) -> None:
    assert codes(alice) == [Code.SIGNED_IN, Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"start": "2026-01-03"}, [Code.SIGNED_IN]),
        ({"end": "2026-01-02"}, [Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]),
        ({"start": "2026-01-02", "end": "2026-01-02"}, [Code.IMPORT_FAILED]),
        ({"kind": "import"}, [Code.IMPORT_FAILED]),
        ({"person": "system"}, [Code.IMPORT_FAILED]),
        ({"search": "åres"}, [Code.IMPORT_FAILED]),
        ({"search": '"BOKFÖRING"'}, [Code.IMPORT_FAILED]),
        ({"search": "ödlan"}, [Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]),
        ({"search": "misslyckades"}, [Code.IMPORT_FAILED]),
        ({"search": "bob ask"}, [Code.SIGNED_IN, Code.ENGAGEMENT_CREATED]),
        ({"search": "100%"}, []),
        ({"kind": "coffee"}, [Code.SIGNED_IN, Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]),
    ],
)
def test_filter_leaves_what_was_asked_for(alice: User, query: dict[str, str], found: list[str]) -> None:
    assert codes(alice, **query) == found


@pytest.mark.usefixtures("told")
def test_filter_by_person_and_engagement(alice: User, bob: User, engagement: Engagement) -> None:
    of_bob = codes(alice, person=str(bob.pk))
    of_company = codes(alice, engagement=str(engagement.pk))

    assert of_bob == [Code.SIGNED_IN, Code.ENGAGEMENT_CREATED]
    assert of_company == [Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]


@pytest.mark.usefixtures("told")
def test_one_who_has_left_can_still_be_asked_for(alice: User, bob: User) -> None:
    bob.memberships.all().delete()

    assert codes(alice, person=str(bob.pk)) == [Code.SIGNED_IN, Code.ENGAGEMENT_CREATED]


@pytest.mark.usefixtures("told")
def test_engagement_shows_its_own_events_to_every_member(rita: User, engagement: Engagement) -> None:
    address = reverse("activity:engagement", args=[engagement.pk])

    assert codes(rita, address) == [Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]


@pytest.mark.usefixtures("told")
def test_strangers_see_nothing(charlie: User, engagement: Engagement) -> None:
    foreign = client_of(charlie).get(reverse("activity:engagement", args=[engagement.pk])).status_code

    assert (foreign, codes(charlie)) == (404, [])


@pytest.mark.usefixtures("told")
def test_reader_does_not_see_the_agencys_log(rita: User) -> None:
    assert client_of(rita).get(AGENCY).status_code == 403


@pytest.mark.usefixtures("told")
def test_events_of_a_company_closed_to_a_manager_are_not_shown(maja: User, alice: User, engagement: Engagement) -> None:
    Engagement._base_manager.filter(pk=engagement.pk).update(is_limited=True)
    closed, administrator = codes(maja), codes(alice)
    EngagementMember.objects.create(engagement=engagement, membership=maja.memberships.get())

    assert closed == [Code.SIGNED_IN]
    assert administrator == codes(maja) == [Code.SIGNED_IN, Code.IMPORT_FAILED, Code.ENGAGEMENT_CREATED]


def test_pages_follow_each_other_without_loss(alice: User, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": str(number)})
    found = reading.events(alice.memberships.get())

    first = reading.page(found, size=3)
    second = reading.page(found, before=first.older, size=3)
    third = reading.page(found, before=second.older, size=3)

    assert [[line.event.sequence for line in page.lines] for page in (first, second, third)] == [
        [7, 6, 5],
        [4, 3, 2],
        [1],
    ]
    assert (first.older, second.older, third.older) == (5, 2, None)


def test_older_page_links_back_to_the_newest(alice: User, agency: Agency) -> None:
    for number in range(reading.PAGE + 1):
        log.record(Code.AGENCY_CREATED, agency=agency, facts={"name": str(number)})
    client = client_of(alice)

    newest = client.get(AGENCY, {"kind": "agency"}).content.decode()
    oldest = client.get(AGENCY, {"kind": "agency", "before": "2"}).content.decode()

    assert ('href="?kind=agency&amp;before=2"' in newest, 'rel="first"' in newest) == (True, False)
    assert ('rel="next"' in oldest, 'href="?kind=agency" rel="first"' in oldest) == (False, True)


def test_page_takes_as_many_questions_for_three_lines_as_for_one(alice: User, agency: Agency) -> None:
    client = client_of(alice)
    client.get(AGENCY)
    asked = []
    for number in range(3):
        company = make_engagement(agency, name=f"Bolag {number}")
        log.record(Code.ENGAGEMENT_CREATED, agency=agency, engagement=company, actor=alice, facts={"name": "a"})
        with CaptureQueriesContext(connection) as questions:
            client.get(AGENCY)
        asked.append(len(questions))

    assert asked[0] == asked[2]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Importen misslyckades och ändrade ingenting: Åres &quot;bokföring&quot;.se."),
        ("en", "The import failed and changed nothing: Åres &quot;bokföring&quot;.se."),
    ],
)
def test_sentences_are_in_the_readers_language(alice: User, language: str, sentence: str) -> None:
    alice.language = language
    alice.save()

    assert sentence in client_of(alice).get(AGENCY).content.decode()


@pytest.mark.usefixtures("told")
def test_workbook_holds_what_was_filtered_and_no_formula(alice: User, agency: Agency) -> None:
    log.record(Code.IMPORT_DONE, agency=agency, facts={"files": ['=HYPERLINK("http://x")']})
    log.record(Code.IMPORT_DONE, agency=agency, facts={"files": ["@" * 40_000]})

    answer = client_of(alice).get(AGENCY, {"kind": "import", "as": "xlsx"})

    sheet: Any = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value] == ["s"] * 18
    assert rows[1][1:4] == ("System", "", 'Importerat: =HYPERLINK("http://x").')
    assert rows[2] == (
        "2026-01-02 23:59:00",
        "System",
        "Ödlan AB",
        'Importen misslyckades och ändrade ingenting: Åres "bokföring".se.',
        "Misslyckad",
    )
    assert len(rows[0][3]) == 32_767


def test_log_without_events_says_so(alice: User) -> None:
    page = client_of(alice).get(AGENCY).content.decode()

    assert ('class="empty"' in page, Event.objects.count()) == (True, 0)
