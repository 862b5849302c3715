"""Passwords: long enough, not common, and more than the words everyone here would try first."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What is left of a password must hold by itself, without the words an attacker of this very application tries first.
FEWEST_OWN_CHARACTERS = 8
WORDS_OF_THE_TRADE = (
    "kvitt",
    "fortnox",
    "bokslut",
    "bokföring",
    "redovisning",
    "revision",
    "byrå",
    "skatt",
    "lösenord",
    "password",
)


def own_characters(password: str, words: Iterable[str]) -> int:
    """Count the characters of a password that are left when the words, in any case, are taken out of it."""
    rest = password.casefold()
    for word in sorted((word.casefold() for word in words), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest.strip())


class TradeWordsValidator:
    """Refuses a password that is little more than words of the trade and the name of this application."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Refuse it with the reason, or return."""
        if own_characters(password, WORDS_OF_THE_TRADE) < FEWEST_OWN_CHARACTERS:
            raise ValidationError(
                _("Leave out words like “bokslut” and “fortnox”, or add more of your own."), code="password_trade_words"
            )

    def get_help_text(self) -> str:
        """Say beforehand what will be refused."""
        return _("It must not be built on words of the trade, such as “bokslut” or “fortnox”.")
