"""Django's entry for the jobs slice."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work with progress: claimed once, cancelled, found again after a crash."""

    name = "closing.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register the checks."""
        import_module("closing.jobs.checks")
