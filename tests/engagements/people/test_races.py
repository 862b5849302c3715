"""Two people who do the same at once: one of them succeeds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from closing.engagements.errors import EngagementError
from closing.engagements.models import Agency, Role
from closing.engagements.organisation import create_engagement, create_fiscal_year
from closing.engagements.people.invitations import find, invite, join_with_new_account
from closing.engagements.people.members import change_role
from closing.users.models import User
from tests.factories import PASSWORD, make_engagement, make_membership, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs: Callable[[], object]) -> list[str]:
    """Do all of it at the same moment, each on a connection of its own, and give what became of each."""
    start = Barrier(len(verbs))

    def outcome(verb: Callable[[], object]) -> str:
        start.wait()
        try:
            verb()
        except EngagementError as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as threads:
        return sorted(threads.map(outcome, verbs))


def test_two_administrators_who_demote_each_other_leave_one(agency: Agency, alice: User) -> None:
    other = make_membership(make_user(), agency, Role.ADMINISTRATOR)
    mine = alice.memberships.get()

    outcomes = at_once(
        lambda: change_role(mine, Role.READER, actor=other.user),
        lambda: change_role(other, Role.READER, actor=alice),
    )

    assert outcomes == ["done", "last-administrator"]
    assert agency.memberships.filter(role=Role.ADMINISTRATOR).count() == 1


def test_invitation_opened_twice_at_once_lets_one_in(agency: Agency, alice: User) -> None:
    _, token = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    found = find(token, timezone.now())

    def accept() -> None:
        join_with_new_account(found, timezone.now(), name="Ny", password=PASSWORD)

    outcomes = at_once(accept, accept)

    assert outcomes == ["done", "invitation-unusable"]
    assert agency.memberships.filter(user__email="ny@alfa.example").count() == 1


def test_company_added_twice_at_once_is_there_once(agency: Agency) -> None:
    def add() -> None:
        create_engagement(
            agency=agency,
            organisation_number="556036-0793",
            name="Pellets AB",
            company_form="AB",
            accounting_standard="K2",
        )

    assert at_once(add, add) == ["company-already-there", "done"]


def test_overlapping_years_made_at_once_leave_one(agency: Agency) -> None:
    engagement = make_engagement(agency)
    year = timezone.localdate().replace(month=1, day=1)

    outcomes = at_once(
        lambda: create_fiscal_year(engagement, start=year, end=year.replace(month=12, day=31)),
        lambda: create_fiscal_year(engagement, start=year.replace(month=2), end=year.replace(month=11, day=30)),
    )

    assert outcomes == ["done", "fiscal-year-overlaps"]
    assert engagement.fiscal_years.count() == 1
