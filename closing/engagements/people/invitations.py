"""Invitations: the only way in. A link works once, for seven days; only the hash of its token is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from closing.engagements.errors import AccountThereError, AlreadyMemberError, InvitationUnusableError
from closing.engagements.models import Agency, Invitation, Membership
from closing.engagements.people.journal import note
from closing.users.models import User

INVITATION_LIFE_DAYS = 7
TOKEN_BYTES = 32


class NewPerson(TypedDict):
    """What an invited person tells when they make their account."""

    name: str
    password: str
    language: NotRequired[str]


def invite(agency: Agency, *, email: str, role: str, invited_by: User | None) -> tuple[Invitation, str]:
    """Invite somebody to an agency; an earlier open invitation to the address is withdrawn.

    Returns:
        The invitation, and the token for its link, which is kept nowhere.

    Raises:
        AlreadyMemberError: the address is a member's.
    """
    address = email.strip().lower()
    if agency.memberships.filter(user__email=address).exists():
        raise AlreadyMemberError(address)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        open_invitations(agency).filter(email=address).delete()
        invitation = Invitation.objects.create(
            agency=agency,
            email=address,
            role=role,
            invited_by=invited_by,
            token_hash=hash_of(token),
            expires_at=timezone.now() + timedelta(days=INVITATION_LIFE_DAYS),
        )
        note("member:invited", agency=agency, actor=invited_by, email=address, role=role)
    return invitation, token


def withdraw(invitation: Invitation, *, actor: User) -> None:
    """Make an open invitation worthless."""
    with transaction.atomic():
        deleted, _ = open_invitations(invitation.agency).filter(pk=invitation.pk).delete()
        if deleted:
            note("member:invitation_withdrawn", agency=invitation.agency, actor=actor, email=invitation.email)


def open_invitations(agency: Agency) -> QuerySet[Invitation]:
    """List the invitations that nobody has accepted, also those whose days are over."""
    return Invitation.objects.filter(agency=agency, accepted_at=None).order_by("-created_at")


def find(token: str, now: datetime) -> Invitation:
    """Give the invitation a link leads to.

    Raises:
        InvitationUnusableError: it is used, expired, withdrawn or was never made.
    """
    alive = Invitation.objects.filter(token_hash=hash_of(token), accepted_at=None, expires_at__gt=now)
    invitation = alive.select_related("agency", "invited_by").first()
    if invitation is None:
        raise InvitationUnusableError
    return invitation


def join(invitation: Invitation, user: User, now: datetime) -> Membership:
    """Make the invited user a member; of two who try at once, one succeeds.

    Raises:
        InvitationUnusableError: it was used or ran out meanwhile, or is for another address.
    """
    if user.email.lower() != invitation.email.lower():
        raise InvitationUnusableError
    with transaction.atomic():
        _claim(invitation, now)
        return _place(invitation, user)


def join_with_new_account(invitation: Invitation, now: datetime, **person: Unpack[NewPerson]) -> User:
    """Make the invited person's account, and make them a member.

    Raises:
        InvitationUnusableError: it was used or ran out meanwhile.
        AccountThereError: the address got an account meanwhile, through another agency.
    """
    with transaction.atomic():
        _claim(invitation, now)
        user = _new_account(invitation, person)
        _place(invitation, user)
    return user


def _claim(invitation: Invitation, now: datetime) -> None:
    """Use the invitation up, before anything is made by it."""
    claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=now)
    if claimed.update(accepted_at=now) != 1:
        raise InvitationUnusableError


def _new_account(invitation: Invitation, person: NewPerson) -> User:
    language = person.get("language", User.Language.SWEDISH)
    try:
        with transaction.atomic():
            return User.objects.create_user(
                invitation.email, person["password"], name=person["name"], language=language
            )
    except IntegrityError as there:
        raise AccountThereError(invitation.email) from there


def _place(invitation: Invitation, user: User) -> Membership:
    membership, is_new = Membership.objects.get_or_create(
        agency=invitation.agency, user=user, defaults={"role": invitation.role}
    )
    if is_new:
        note("member:joined", agency=invitation.agency, actor=user, email=user.email, role=invitation.role)
    return membership


def hash_of(token: str) -> str:
    """Give what the database keeps of a token; it is random and long, so a plain hash does."""
    return hashlib.sha256(token.encode()).hexdigest()
