"""The list of an agency's members, as its administrator sees it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from closing.engagements.models import Agency, Membership
from closing.engagements.people.forms import RoleForm
from closing.engagements.people.second_factor import FACTORS, ROLES


@dataclass(frozen=True, slots=True)
class Person:
    """A member with what the list shows of them."""

    membership: Membership
    form: RoleForm
    has_second_factor: bool
    needs_second_factor: bool
    last_login: datetime | None


def roster(agency: Agency) -> list[Person]:
    """List the members by name; two queries, however many they are."""
    memberships = agency.memberships.select_related("user").order_by("user__name", "user__email")
    with_factor = set(
        Authenticator.objects.filter(user__memberships__agency=agency, type__in=FACTORS).values_list(
            "user_id", flat=True
        )
    )
    return [
        Person(
            membership=membership,
            form=RoleForm(initial={"role": membership.role}, auto_id=f"role_{membership.pk}"),
            has_second_factor=membership.user_id in with_factor,
            needs_second_factor=membership.role in ROLES,
            last_login=membership.user.last_login,
        )
        for membership in memberships
    ]
