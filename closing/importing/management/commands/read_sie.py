"""`manage.py read_sie FILE… [--json]`: read SIE files and print what is in them, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from closing.importing.case import Case
from closing.importing.findings import Finding
from closing.importing.pipeline import prepare, refuse
from closing.importing.reading import Opened, open_file
from closing.importing.texts.description import describe, describe_error, table, told


class Command(BaseCommand):
    """Read SIE files; nothing is stored, and no engagement is asked for."""

    help = "Read SIE files of type 1, 2, 3, 4E or 4I and print their figures and findings."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and how to answer."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a SIE file")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line for each file")
        parser.add_argument("--encoding", default="", help="how the text is written, when the bytes are not to decide")

    def handle(self, *_args: object, **options: object) -> None:
        """Read each file; one that cannot be read makes the exit status 1, after the last one."""
        paths, encoding = options["files"], str(options["encoding"])
        show = self._as_json if options["json"] else self._as_text
        is_failed = False
        for path in paths if isinstance(paths, list) else ():
            opened = open_file(path, encoding=encoding)
            case = Case(file_name=path.name)
            judged = prepare(opened.scan, case) if opened.scan else refuse(opened.findings, case, opened.head)
            findings = judged.findings
            show(path, opened, findings)
            is_failed = is_failed or opened.scan is None
        if is_failed:
            raise SystemExit(1)

    def _as_json(self, path: Path, opened: Opened, findings: tuple[Finding, ...]) -> None:
        described = describe(path, opened.scan, findings) if opened.scan else describe_error(path, findings)
        self.stdout.write(json.dumps(described, ensure_ascii=False))

    def _as_text(self, path: Path, opened: Opened, findings: tuple[Finding, ...]) -> None:
        lines = table(path, opened.scan, findings) if opened.scan else [str(path), *told(findings)]
        for line in lines:
            self.stdout.write(line)
        self.stdout.write("")
