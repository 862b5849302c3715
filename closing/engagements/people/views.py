"""Pages about people: the agency's users, an invitation, the second factor, which agency one works in."""

import uuid
from typing import cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from closing.engagements import texts
from closing.engagements.access import AgencyRequest, Right, agency_view, choose_agency, memberships_of
from closing.engagements.errors import AccountThereError, AlreadyMemberError, InvitationUnusableError, MemberError
from closing.engagements.models import Invitation, Membership
from closing.engagements.people import invitations, letters, members
from closing.engagements.people.forms import InviteForm, NewAccountForm, RoleForm
from closing.engagements.people.roster import roster
from closing.engagements.people.second_factor import has_second_factor
from closing.users.models import User

LINK_TO_SHOW = "invitation_link"


@require_http_methods(["GET", "POST"])
@agency_view(Right.ADMINISTER)
def users(request: AgencyRequest) -> HttpResponse:
    """Show the agency's members and invitations, and invite somebody."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            invitation, token = invitations.invite(request.agency, invited_by=request.user, **form.cleaned_data)
        except AlreadyMemberError as refused:
            form.add_error("email", texts.sentence(refused))
        else:
            return _invited(request, invitation, letters.link_of(token))
    context = {
        "form": form,
        "people": roster(request.agency),
        "invitations": invitations.open_invitations(request.agency),
        "link": request.session.pop(LINK_TO_SHOW, None),
        "now": timezone.now(),
    }
    return render(request, "engagements/users.html", context)


@require_POST
@agency_view(Right.ADMINISTER)
def change_role(request: AgencyRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Give a member another role."""
    membership = _member(request, membership_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            members.change_role(membership, form.cleaned_data["role"], actor=request.user)
        except MemberError as refused:
            messages.error(request, texts.sentence(refused))
        else:
            messages.success(request, _("The role of %(name)s is changed.") % {"name": membership.user})
    return redirect("engagements:users")


@require_http_methods(["GET", "POST"])
@agency_view(Right.ADMINISTER)
def remove(request: AgencyRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Ask, then end somebody's place in the agency."""
    membership = _member(request, membership_id)
    if request.method == "GET":
        return render(request, "engagements/remove_member.html", {"member": membership})
    try:
        members.remove(membership, actor=request.user)
    except MemberError as refused:
        messages.error(request, texts.sentence(refused))
    else:
        messages.success(request, _("%(name)s is no longer a user of the agency.") % {"name": membership.user})
    return redirect("engagements:users")


@require_http_methods(["GET", "POST"])
@agency_view(Right.ADMINISTER)
def reset_second_factor(request: AgencyRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Ask, then take away a member's lost second factor."""
    membership = _member(request, membership_id)
    if request.method == "GET":
        return render(request, "engagements/reset_second_factor.html", {"member": membership})
    try:
        members.reset_second_factor(membership, actor=request.user)
    except MemberError as refused:
        messages.error(request, texts.sentence(refused))
    else:
        done = _("%(name)s sets up a new second factor when signing in.") % {"name": membership.user}
        messages.success(request, done)
    return redirect("engagements:users")


@require_POST
@agency_view(Right.ADMINISTER)
def withdraw_invitation(request: AgencyRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Make an open invitation worthless."""
    invitation = get_object_or_404(invitations.open_invitations(request.agency), pk=invitation_id)
    invitations.withdraw(invitation, actor=request.user)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("engagements:users")


@require_POST
@agency_view(Right.READ)
def switch_agency(request: AgencyRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Work in another of one's agencies."""
    membership = get_object_or_404(memberships_of(request.user), agency=agency_id)
    choose_agency(request, membership.agency)
    return redirect("overview:agency")


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Tell somebody whose role requires a second factor how to get one."""
    if has_second_factor(cast("User", request.user)):  # LoginRequiredMiddleware lets in nobody else
        return redirect("mfa_index")
    return render(request, "engagements/second_factor.html", {"frame": None})


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and let the invited person join: with a new account, or the one they have."""
    try:
        found = invitations.find(token, timezone.now())
        if isinstance(request.user, User):
            return _join(request, found, request.user)
        if User.objects.filter(email=found.email).exists():
            return render(request, "engagements/invitation_sign_in.html", {"invitation": found})
        return _join_anew(request, found)
    except InvitationUnusableError:
        return render(request, "engagements/invitation_gone.html", status=404)


def _invited(request: AgencyRequest, invitation: Invitation, link: str) -> HttpResponse:
    """Say that the letter is sent, or show the link once when there is no mail server to send it."""
    if letters.send_invitation(invitation, link):
        messages.success(request, _("An invitation is sent to %(email)s.") % {"email": invitation.email})
    else:
        request.session[LINK_TO_SHOW] = {"email": invitation.email, "link": link}
    return redirect("engagements:users")


def _join(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    is_for_user = user.email.lower() == invitation.email.lower()
    if request.method == "GET" or not is_for_user:
        context = {"invitation": invitation, "is_for_user": is_for_user, "frame": None}
        return render(request, "engagements/invitation_join.html", context)
    membership = invitations.join(invitation, user, timezone.now())
    choose_agency(request, membership.agency)
    messages.success(request, _("You are now a user of %(agency)s.") % {"agency": membership.agency})
    return redirect("overview:agency")


def _join_anew(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST or None, invitation=invitation)
    if not form.is_valid():
        return render(request, "engagements/invitation_new.html", {"invitation": invitation, "form": form})
    person = {"name": form.cleaned_data["name"], "password": form.cleaned_data["password"]}
    try:
        user = invitations.join_with_new_account(
            invitation, timezone.now(), **person, language=translation.get_language()
        )
    except AccountThereError:
        return redirect(request.path)
    response: HttpResponse = perform_password_login(request, {"email": user.email}, Login(user=user, email=user.email))
    return response


def _member(request: AgencyRequest, membership_id: uuid.UUID) -> Membership:
    return get_object_or_404(request.agency.memberships.select_related("user", "agency"), pk=membership_id)
