"""What administrators and invited people fill in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Invitation, Role
from closing.engagements.people.passwords import refuse_agency_names
from closing.users.models import User


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PREPARER)


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class NewAccountForm(forms.Form):
    """Name and password of an invited person."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password_again = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["password"].help_text = format_html_join(" ", "{}", ((text,) for text in _rules()))

    def clean(self) -> dict[str, Any]:
        """Check the password against every rule, and the second against the first."""
        told = super().clean() or {}
        password = told.get("password")
        if not password:
            return told
        if "password_again" in told and told["password_again"] != password:
            self.add_error("password_again", _("The two passwords are not the same."))
        person = User(email=self.invitation.email, name=told.get("name", ""))
        try:
            validate_password(password, person)
            refuse_agency_names(password, [self.invitation.agency.name])
        except forms.ValidationError as refused:
            self.add_error("password", refused)
        return told


def _rules() -> list[str]:
    return password_validators_help_texts()
