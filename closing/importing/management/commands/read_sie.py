"""`manage.py read_sie FILE… [--json]`: read SIE files and print what is in them, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand

from closing.importing.case import Case
from closing.importing.findings import Finding
from closing.importing.pipeline import prepare, refuse
from closing.importing.reading import Opened, open_file
from closing.importing.texts.description import describe, describe_error, refused, table
from closing.printing import show
from sie import ENCODINGS


class Command(BaseCommand):
    """Read SIE files; nothing is stored, and no engagement is asked for."""

    help = "Read SIE files of type 1, 2, 3, 4E or 4I and print their figures and findings."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and how to answer."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a SIE file")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line for each file")
        encodings = ["", *ENCODINGS]
        parser.add_argument("--encoding", default="", choices=encodings, help="when the bytes are not to decide")

    def handle(self, *_args: object, **options: object) -> None:
        """Read each file; one that cannot be read makes the exit status 1, after the last one."""
        paths, encoding = options["files"], str(options["encoding"])
        say = _as_json if options["json"] else _as_text
        is_failed = False
        for path in paths if isinstance(paths, list) else ():
            opened = open_file(path, encoding=encoding)
            case = Case(file_name=path.name)
            judged = prepare(opened.scan, case) if opened.scan else refuse(opened.findings, case, opened.head)
            findings = judged.findings
            show(self.stdout, say(path, opened, findings))
            is_failed = is_failed or opened.scan is None
        if is_failed:
            raise SystemExit(1)


def _as_json(path: Path, opened: Opened, findings: tuple[Finding, ...]) -> Iterator[str]:
    described = describe(path, opened.scan, findings) if opened.scan else describe_error(path, findings)
    yield json.dumps(described, ensure_ascii=False)


def _as_text(path: Path, opened: Opened, findings: tuple[Finding, ...]) -> Iterator[str]:
    yield from table(path, opened.scan, findings) if opened.scan else refused(path, findings)
    yield ""
