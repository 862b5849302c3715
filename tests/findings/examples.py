"""Runs an example file through the part of the import that finds its finding."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from closing.engagements.models import Engagement, FiscalYear
from closing.importing.case import Case, Identity, KnownYear
from closing.importing.catalogue import Code, finding_with
from closing.importing.findings import Finding
from closing.importing.pipeline import Prepared, prepare, prepare_together, refuse
from closing.importing.reading import MAX_FILE_BYTES, open_file
from closing.importing.run_files import RunFiles, StoredFile
from closing.importing.sources import FetchRequest
from integrations.trial_balance.source import TrialBalanceSource
from sie.head import MAX_RECORDS
from sie.notices import NoticeCode

FOLDER = Path(__file__).parent
NUMBER = "5560360793"
YEAR = KnownYear(date(2025, 1, 1), date(2025, 12, 31))
CASE = Case(Identity(NUMBER, "1"), (YEAR,), takes=("1", "2", "3", "4"), file_name="bok.se")


@dataclass(frozen=True)
class Setting:
    """What is otherwise than usual when an example is read."""

    case: Case = CASE
    encoding: str = ""
    limit: int = MAX_FILE_BYTES
    times: int = 1
    answers: dict[str, str] = field(default_factory=dict)


def _known(code: str) -> Case:
    """Know the books of the year already: the example's own, or complete ones."""
    content = path_of(code).read_bytes()
    known = replace(YEAR, sha256=hashlib.sha256(content).hexdigest(), imported="2026-01-15", has_balances=True)
    return replace(CASE, years=(known,))


SETTINGS: dict[str, Callable[[str], Setting]] = {
    Code.FILE_TOO_LARGE: lambda _: Setting(limit=100),
    Code.ENCODING_UNKNOWN: lambda _: Setting(encoding="klingon"),
    Code.TYPE_NOT_TAKEN: lambda _: Setting(replace(CASE, takes=("1", "2", "3"))),
    Code.ORGANISATION_NUMBER_CHECK_DIGIT: lambda _: Setting(replace(CASE, identity=Identity("5560360794"))),
    Code.YEAR_MISSING: lambda _: Setting(replace(CASE, years=())),
    Code.YEAR_TWICE: lambda _: Setting(times=2),
    Code.SAME_FILE: lambda code: Setting(_known(code)),
    Code.IMPORT_FILE_REPLACES_BOOKS: lambda code: Setting(_known(code)),
    Code.ONE_FILE_AT_A_TIME: lambda _: Setting(times=2),
}

TABLES = {
    Code.COLUMNS_RECOGNISED,
    Code.TABLE_UNREADABLE,
    Code.TABLE_TOO_LARGE,
    Code.TABLE_EMPTY,
    Code.TABLE_AMOUNT_UNREADABLE,
    Code.TABLE_ACCOUNT_REPEATED,
    Code.TABLE_ROWS_SKIPPED,
    Code.ONE_FILE_AT_A_TIME,
}

CONNECTED = {
    Code.CONNECTION_MISSING,
    Code.SOURCE_COMPANY_OTHER,
    Code.SOURCE_REFUSED,
    Code.SOURCE_FORBIDDEN,
    Code.SOURCE_UNAVAILABLE,
    Code.SOURCE_UNREADABLE,
    Code.YEAR_NOT_IN_SOURCE,
    Code.LEDGER_LEFT_OUT,
    Code.LIST_INCOMPLETE,
    Code.LEDGER_DIFFERS,
}
"""What another system answers is no file: these examples are the facts, and the source's own tests make them."""

OF_ENTRIES = {
    Code.ENTRY_FOUND,
    Code.ENTRY_DATE_DIFFERS,
    Code.ENTRY_ROWS_DIFFER,
    Code.ENTRY_BOOKED_TWICE,
    Code.ENTRY_GONE,
    Code.DELETED_ENTRY_FOUND,
    Code.ENTRIES_NOT_IN_BOOKS,
    Code.ENTRIES_NOT_COMPARED,
}
"""These take closing entries beside the file: the examples are the facts, and tests/importing/work makes them."""

MADE: dict[str, Callable[[Path], None]] = {
    # Too large to lie in the repository: these two are made when the test runs.
    Code.TOO_MANY_RECORDS: lambda path: _write(path, b"#FLAGGA 0\r\n", b"#PROSA x\r\n" * MAX_RECORDS),
    Code.TABLE_TOO_LARGE: lambda path: _write(path, b"Konto;Saldo\r\n", b"1930;1,00\r\n" * 20_001),
}


def path_of(code: str) -> Path:
    """Find the example file of a code."""
    return next(iter(sorted(FOLDER.glob(f"{code}.*"))), FOLDER / f"{code}.se")


def findings_of(code: str, folder: Path) -> list[Finding]:
    """Read the example of a code and give what it finds of that code."""
    path = path_of(code)
    if code in CONNECTED | OF_ENTRIES:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return [finding_with(code, 0, facts, voucher=facts.pop("voucher", ""))]
    if code in MADE:
        path = folder / "made.se"
        MADE[code](path)
    setting = SETTINGS[code](code) if code in SETTINGS else Setting()
    found = _of_table(path, setting, folder) if code in TABLES else _of_sie(path, setting)
    return [one for one in found if one.code == code]


def _of_sie(path: Path, setting: Setting) -> tuple[Finding, ...]:
    files = prepare_together((_prepare(path, setting),) * setting.times)
    return files[-1].findings


def _prepare(path: Path, setting: Setting) -> Prepared:
    opened = open_file(path, encoding=setting.encoding, limit=setting.limit)
    return prepare(opened.scan, setting.case) if opened.scan else refuse(opened.findings, setting.case, opened.head)


def _of_table(path: Path, setting: Setting, folder: Path) -> tuple[Finding, ...]:
    engagement = Engagement(organisation_number=NUMBER, name="Exempel AB")
    year = FiscalYear(start=YEAR.start, end=YEAR.end)
    stored = StoredFile("råbalans.csv", path, 0, "")
    accepted = frozenset({str(Code.COLUMNS_RECOGNISED)})
    request = FetchRequest(engagement, date(2026, 1, 15), None, year, accepted, setting.answers)
    return TrialBalanceSource().fetch(request, RunFiles(folder, (stored,) * setting.times), Quiet()).findings


class Quiet:
    """Tells nobody how far the work has come."""

    def report(self, per_cent: int, step: str, **facts: str | int) -> None:
        """Say nothing."""


def _write(path: Path, first: bytes, rest: bytes) -> None:
    path.write_bytes(first + rest)


ALL_CODES = sorted({*map(str, Code), *map(str, NoticeCode)})
