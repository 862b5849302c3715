"""The attachments of closing entries as a Django application."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files attached to closing entries."""

    name = "closing.entries.attachments"
    label = "entry_attachments"
