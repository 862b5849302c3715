"""allauth's forms for signing in, in our words: labels, not placeholders, and the first field ready to write in."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class LoginForm(AllauthLoginForm):  # type: ignore[misc] # allauth has no types
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("E-mail address"), is_first=True)
        _word(self.fields["password"], _("Password"))


class AuthenticateForm(AllauthAuthenticateForm):  # type: ignore[misc] # as above
    """The code of the second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("Code"), is_first=True)


class ReauthenticateForm(AllauthReauthenticateForm):  # type: ignore[misc] # as above
    """The code of the second factor, asked for again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("Code"), is_first=True)


class ActivateTOTPForm(AllauthActivateTOTPForm):  # type: ignore[misc] # as above
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], _("The six digits"))


def _word(field: forms.Field, label: "StrPromise", *, is_first: bool = False) -> None:
    field.label, field.help_text = label, ""
    field.widget.attrs.pop("placeholder", None)
    if is_first:
        field.widget.attrs["autofocus"] = True
