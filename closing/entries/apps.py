"""Django's entry for the slice of closing entries."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Closing entries (bokslutsverifikationer)."""

    name = "closing.entries"
    label = "entries"
