"""The Django app of Fortnox."""

from django.apps import AppConfig


class FortnoxConfig(AppConfig):
    """The integration with Fortnox."""

    name = "integrations.fortnox"
    label = "fortnox"
