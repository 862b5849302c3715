"""A draft keeps what was written, and leads to one engagement however many click."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django_scopes import scopes_disabled

from closing.engagements.errors import CompanyAlreadyThereError
from closing.engagements.models import Agency, Engagement, FiscalYear, Membership
from closing.startguide.drafts import discard, finish, keep, open_draft
from closing.startguide.models import GuideDraft
from closing.startguide.steps import IncompleteError, step_of
from closing.users.models import User
from tests.factories import make_engagement, make_membership, make_user
from tests.startguide.answers import ALL


@pytest.fixture
def member(bob: User) -> Membership:
    return bob.memberships.get()


def answered(member: Membership) -> GuideDraft:
    for step, answers in ALL.items():
        keep(member, step_of(step), answers)
    return GuideDraft.objects.get()


def test_looking_makes_no_draft(member: Membership) -> None:
    open_draft(member)

    assert GuideDraft.objects.count() == 0


def test_keep_takes_the_fields_of_the_step_alone(member: Membership) -> None:
    keep(member, step_of("periods"), {"period_length": "month", "to": "company", "csrfmiddlewaretoken": "x"})

    assert GuideDraft.objects.get().answers == {"periods": {"period_length": "month"}}


def test_drafts_of_two_people_are_apart(agency: Agency, member: Membership) -> None:
    other = make_membership(make_user(), agency)
    keep(member, step_of("periods"), {"period_length": "month"})
    keep(other, step_of("periods"), {"period_length": "year"})

    discard(other)

    assert open_draft(member).answers_to("periods") == {"period_length": "month"}
    assert open_draft(other).answers_to("periods") == {}


def test_finish_empties_the_answers(member: Membership) -> None:
    draft = answered(member)

    engagement = finish(draft.pk, member)

    draft.refresh_from_db()
    assert (draft.engagement, draft.answers) == (engagement, {})


def test_finish_names_the_step_that_lacks_an_answer(member: Membership) -> None:
    draft = keep(member, step_of("company"), ALL["company"])

    with pytest.raises(IncompleteError) as incomplete:
        finish(draft.pk, member)

    assert incomplete.value.step.key == "year"


def test_finish_that_fails_leaves_the_answers(agency: Agency, member: Membership) -> None:
    draft = answered(member)
    answers = draft.answers
    make_engagement(agency, organisation_number="5566778899")

    with pytest.raises((IncompleteError, CompanyAlreadyThereError)):
        finish(draft.pk, member)

    draft.refresh_from_db()
    assert (draft.engagement, draft.answers) == (None, answers)
    assert FiscalYear.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_engagement(member: Membership) -> None:
    draft = answered(member)
    together = Barrier(2)
    made: list[Engagement] = []

    def click() -> None:
        try:
            together.wait()
            made.append(finish(draft.pk, member))
        finally:
            connection.close()

    threads = [Thread(target=click) for _click in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with scopes_disabled():
        assert made == [Engagement.objects.get()] * 2
    assert FiscalYear.objects.count() == 2
