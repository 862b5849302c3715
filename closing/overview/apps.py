"""Django's entry for the overview slice."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """The overview (översikt) of one engagement, and the agency's start page."""

    name = "closing.overview"
    label = "overview"
