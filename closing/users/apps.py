"""Django's entry for the users slice."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from closing.users.checks import check_keys, check_sign_in


class UsersConfig(AppConfig):
    """People who sign in: the account, its language, its second factor."""

    name = "closing.users"
    label = "users"

    def ready(self) -> None:
        """Let `check --deploy` look at keys and sign-in."""
        register(check_keys, Tags.security, deploy=True)
        register(check_sign_in, Tags.security, deploy=True)
