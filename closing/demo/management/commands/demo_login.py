"""`manage.py demo_login`: how to sign in to the demo."""

from typing import Any

from closing.demo import people
from closing.jobs.management.telling import TellingCommand


class Command(TellingCommand):
    """Tells the demo's login with a code that has not been used; tells nothing when there is no demo."""

    help = "Print the e-mail address, the password and an unused code of the demo. For development only."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Tell the login."""
        self.as_json = options["json"]
        login = people.known_login()
        if login is None:
            return
        facts = {"address": login.address, "password": login.password, "code": login.recovery_code}
        words = f"Sign in with  {login.address}  password  {login.password}  code  {login.recovery_code}"
        self.tell("login", words, **facts)
        self.tell("code", "The code works once: manage.py demo_login prints the next one.")
        secret = f"An authenticator app takes the secret {login.secret} instead."
        self.tell("secret", secret, secret=login.secret)
