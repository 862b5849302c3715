"""Django's entry for the activity slice."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """The activity log (aktivitetslogg): append-only, hash-chained, told in the reader's language."""

    name = "closing.activity"
    label = "activity"
