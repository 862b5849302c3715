"""The export of closing entries as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string


class ExportConfig(AppConfig):
    """Sending closing entries to the bookkeeping."""

    name = "closing.entries.export"
    label = "entry_export"

    def ready(self) -> None:
        """Guard the list of destinations and show exports in the admin; both need the models, which come before."""
        checks.register(import_string("closing.entries.export.destinations.check_destinations"))
        checks.register(import_string("closing.entries.export.work.check_quiet_period"))
        import_module("closing.entries.export.pages.admin")
