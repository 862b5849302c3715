"""Django's entry for the maintenance slice."""

from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    """Maintenance (underhåll): import, settings, chart of accounts, users."""

    name = "closing.maintenance"
    label = "maintenance"
