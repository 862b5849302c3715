"""`manage.py rotate_keys [--check]`: seal every secret anew with the newest of TOKEN_KEYS, or tell how far that is."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from integrations.vault import rotation
from integrations.vault.rotation import Tally


class Command(BaseCommand):
    """Can be stopped and begun again; exits with 1 while a secret needs an older key, or opens with none."""

    help = "Seal every secret anew with the newest of TOKEN_KEYS; afterwards the older keys may be removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller only look, and choose the form of the answer."""
        parser.add_argument("--check", action="store_true", help="change nothing, only tell what needs an older key")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal anew, or count."""
        told = rotation.check() if options["check"] else rotation.rotate()
        for tally in told:
            self.stdout.write(json.dumps(asdict(tally)) if options["json"] else _line(tally))
        old, unreadable = sum(tally.old for tally in told), sum(tally.unreadable for tally in told)
        if not options["json"]:
            self.stdout.write(_conclusion(old, unreadable))
        if old or unreadable:
            sys.exit(1)


def _line(tally: Tally) -> str:
    counts = f"{tally.newest} on the newest key, {tally.old} on older keys, {tally.unreadable} that no key opens"
    return f"{tally.name}: {counts}" + (f"; {tally.moved} sealed anew now" if tally.moved else "")


def _conclusion(old: int, unreadable: int) -> str:
    if old:
        return f"{old} secrets still need an older key: run rotate_keys, and keep the keys."
    lost = f" {unreadable} open with no key: their owners must begin anew." if unreadable else ""
    return "0 secrets on older keys: they may be removed once no backup needs them." + lost
