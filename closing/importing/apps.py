"""Django's entry for the importing slice."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string


class ImportingConfig(AppConfig):
    """The one import pipeline, and the port every data source implements."""

    name = "closing.importing"
    label = "importing"

    def ready(self) -> None:
        """Register the check of the data sources; it needs the models, which are not there before this."""
        checks.register(import_string("closing.importing.sources.check_data_sources"))
