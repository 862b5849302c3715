"""Django's entry for the appendices slice."""

from django.apps import AppConfig


class AppendicesConfig(AppConfig):
    """What stands behind the balance of an account: the ledgers of customers and suppliers."""

    name = "closing.appendices"
    label = "appendices"
