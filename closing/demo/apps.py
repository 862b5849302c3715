"""Django's entry for the demo slice."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo: an agency with a few companies, and the files to try the product with."""

    name = "closing.demo"
    label = "demo"
