"""Django's entry for the startguide slice."""

from django.apps import AppConfig


class StartguideConfig(AppConfig):
    """The start guide (startguide): four steps that set up a client company."""

    name = "closing.startguide"
    label = "startguide"
