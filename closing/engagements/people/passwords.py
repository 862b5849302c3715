"""A password is more than the name of one's agency."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from closing.users.models import User
from closing.users.passwords import FEWEST_OWN_CHARACTERS, WORDS_OF_THE_TRADE, own_characters

FEWEST_LETTERS_OF_A_WORD = 4


class AgencyNameValidator:
    """Refuses a password that is little more than the name of an agency the person works at."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse it with the reason, or return."""
        if user is not None and not user._state.adding:  # noqa: SLF001 -- Django's word for "not yet stored"
            refuse_agency_names(password, user.memberships.values_list("agency__name", flat=True))

    def get_help_text(self) -> str:
        """Say beforehand what will be refused."""
        return _("It must not be built on the name of your agency.")


def refuse_agency_names(password: str, names: Iterable[str]) -> None:
    """Refuse a password that holds too little beside these names and the words of the trade.

    Raises:
        ValidationError: the password is refused.
    """
    words = {word for name in names for word in (name, *name.split()) if len(word) >= FEWEST_LETTERS_OF_A_WORD}
    if own_characters(password, {*words, *WORDS_OF_THE_TRADE}) < FEWEST_OWN_CHARACTERS:
        raise ValidationError(
            _("Leave out the name of your agency, or add more of your own."), code="password_agency_name"
        )
