"""The files of closing entries as a Django application."""

from django.apps import AppConfig


class SieFilesConfig(AppConfig):
    """Closing entries in SIE files."""

    name = "closing.entries.sie_files"
    label = "entry_sie_files"
