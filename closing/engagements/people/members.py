"""Members of an agency: their role, leaving, a lost second factor, and the engagements that are theirs alone."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from closing.engagements.errors import LastAdministratorError, SecondFactorKeptError
from closing.engagements.models import Agency, Engagement, EngagementMember, Membership, Role
from closing.engagements.people.journal import note
from closing.users.models import User


def change_role(membership: Membership, role: str, *, actor: User) -> None:
    """Give a member another role.

    Raises:
        LastAdministratorError: the agency would be left without an administrator.
    """
    with transaction.atomic():
        present = _taken(membership)
        if present.role == role:
            return
        _refuse_loss_of_last_administrator(present)
        before = present.role
        Membership.objects.filter(pk=present.pk).update(role=role)
        note(
            "member:role_changed",
            agency=present.agency,
            actor=actor,
            email=present.user.email,
            before=before,
            after=role,
        )


def remove(membership: Membership, *, actor: User) -> None:
    """End somebody's place in the agency; their account and what they did stay.

    Raises:
        LastAdministratorError: the agency would be left without an administrator.
    """
    with transaction.atomic():
        present = _taken(membership)
        _refuse_loss_of_last_administrator(present)
        note("member:removed", agency=present.agency, actor=actor, email=present.user.email, role=present.role)
        present.delete()


def reset_second_factor(membership: Membership, *, actor: User) -> None:
    """Take away a member's lost second factor and end their sessions; they set up a new one when they sign in.

    Raises:
        SecondFactorKeptError: the member also belongs to another agency, or administers the installation, and so
            the factor protects more than what this agency's administrator may open.
    """
    with transaction.atomic():
        user = _taken(membership).user
        if user.is_staff or user.memberships.exclude(pk=membership.pk).exists():
            raise SecondFactorKeptError
        Authenticator.objects.filter(user=user).delete()
        for session in UserSession.objects.filter(user=user):
            session.end()
        note("member:second_factor_reset", agency=membership.agency, actor=actor, email=user.email)


def limit_to(engagement: Engagement, members: Iterable[Membership], *, actor: User) -> None:
    """Let only these members of its agency, and its administrators, see the engagement."""
    chosen = {member for member in members if member.agency_id == engagement.agency_id}
    with transaction.atomic():
        named = _named(engagement)
        _unname(engagement, named - chosen, actor=actor)
        for member in chosen - named:
            EngagementMember.objects.create(engagement=engagement, membership=member)
            _note(engagement, "member:named", member, actor=actor)
        _set_limited(engagement, is_limited=True)


def open_to_all(engagement: Engagement, *, actor: User) -> None:
    """Let every member of its agency see the engagement."""
    with transaction.atomic():
        _unname(engagement, _named(engagement), actor=actor)
        _set_limited(engagement, is_limited=False)


def _named(engagement: Engagement) -> set[Membership]:
    return set(Membership.objects.filter(named_engagements__engagement=engagement).select_related("user"))


def _unname(engagement: Engagement, members: set[Membership], *, actor: User) -> None:
    engagement.named_members.filter(membership__in=members).delete()
    for member in members:
        _note(engagement, "member:unnamed", member, actor=actor)


def _note(engagement: Engagement, code: str, member: Membership, *, actor: User) -> None:
    note(code, agency=engagement.agency, engagement=engagement, actor=actor, email=member.user.email)


def _set_limited(engagement: Engagement, *, is_limited: bool) -> None:
    engagement.is_limited = is_limited
    engagement.save(update_fields=["is_limited"])


def _taken(membership: Membership) -> Membership:
    """Give the membership as it is now, with the agency's row locked, so that two changes come one after the other."""
    Agency.objects.select_for_update().get(pk=membership.agency_id)
    return Membership.objects.select_related("agency", "user").get(pk=membership.pk)


def _refuse_loss_of_last_administrator(membership: Membership) -> None:
    administrators = membership.agency.memberships.filter(role=Role.ADMINISTRATOR)
    if membership.role == Role.ADMINISTRATOR and not administrators.exclude(pk=membership.pk).exists():
        raise LastAdministratorError
