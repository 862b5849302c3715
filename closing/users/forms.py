"""What people set for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closing.users.models import User


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """Name, language and keyboard of the signed-in person."""

    class Meta:
        """Fields and their help."""

        model = User
        fields = ("name", "language", "keyboard_shortcuts")
        help_texts = {
            "name": _("As colleagues and the activity log show you."),
            "keyboard_shortcuts": _("Letters that lead to pages and rows; press ? to see them."),
        }


class LanguageForm(forms.Form):
    """A language to show the pages in."""

    language = forms.ChoiceField(choices=User.Language.choices)
