"""Django's entry for the engagements slice."""

from importlib import import_module

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """The agency (byrå), its members, and the work for one client company (uppdrag)."""

    name = "closing.engagements"
    label = "engagements"

    def ready(self) -> None:
        """Listen to what allauth tells about second factors."""
        import_module("closing.engagements.people.sign_in")
