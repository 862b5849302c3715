"""Django's entry for the activity slice."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string


class ActivityConfig(AppConfig):
    """The activity log (aktivitetslogg): append-only, hash-chained, told in the reader's language."""

    name = "closing.activity"
    label = "activity"

    def ready(self) -> None:
        """Register the check of the words; it needs the models, which are not there before this."""
        checks.register(import_string("closing.activity.words.check_words"))
