"""The export of closing entries as a Django application."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string


class ExportConfig(AppConfig):
    """Sending closing entries to the bookkeeping."""

    name = "closing.entries.export"
    label = "entry_export"

    def ready(self) -> None:
        """Guard the list of destinations; it needs the models, which are not there before this."""
        checks.register(import_string("closing.entries.export.destinations.check_destinations"))
