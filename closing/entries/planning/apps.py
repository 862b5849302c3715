"""Django's entry for profit planning."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Profit planning (resultatplanering)."""

    name = "closing.entries.planning"
    label = "entry_planning"
