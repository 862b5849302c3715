"""The command `export_entries` as it is typed: its lines, its exit status, what it refuses."""

import json
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.utils import translation

from closing.engagements.models import FiscalYear


def typed(year: FiscalYear, *arguments: str, language: str = "en") -> tuple[list[str], int]:
    """Export the entries of a year's engagement; give the lines and the exit status."""
    out, status = StringIO(), 0
    with translation.override(language):
        try:
            call_command("export_entries", str(year.engagement_id), *arguments, stdout=out)
        except SystemExit as ended:
            status = int(str(ended.code))
    return out.getvalue().splitlines(), status


def told(year: FiscalYear, *arguments: str) -> list[dict[str, Any]]:
    """Export with `--json`, and give its objects."""
    return [json.loads(line) for line in typed(year, *arguments, "--json")[0]]


def refused(*arguments: str, language: str = "en") -> tuple[str, int]:
    """Give what the command says when it does nothing, and its exit status."""
    with translation.override(language):
        try:
            call_command("export_entries", *arguments, stdout=StringIO())
        except CommandError as error:
            return str(error), error.returncode
    raise AssertionError("It was not refused.")
