"""How a command that runs until it is stopped tells what happens: a line a person reads, or a JSON object a line."""

import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand


class TellingCommand(BaseCommand):
    """A command that tells facts, one a line, each at once."""

    as_json = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the caller ask for JSON."""
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def tell(self, event: str, text: str, **facts: str) -> None:
        """Tell a fact."""
        told = {"event": event, "text": text, **facts}
        self.stdout.write(json.dumps(told, ensure_ascii=False) if self.as_json else text)
        self.stdout.flush()

    def pass_on(self, process: str, line: str) -> None:
        """Tell what a process of ours wrote."""
        self.tell("output", line if self.as_json else f"{process:<7} {line}", process=process)
