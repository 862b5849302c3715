"""Django's entry for the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Secrets at rest (kassaskåp), and the command that changes their keys."""

    name = "integrations.vault"
    label = "vault"
