"""The data source trial balance: a table of accounts and balances, whose columns the user confirms."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement
from closing.importing.catalogue import Code, finding
from closing.importing.findings import Fact, Finding
from closing.importing.run_files import RunFiles, StoredFile
from closing.importing.sources import (
    FetchChoice,
    Fetched,
    FetchedFile,
    FetchRequest,
    Imported,
    Progress,
    SourceConnection,
)
from closing.importing.tables.balances import balances
from closing.importing.tables.columns import Column, Columns, Row, chosen, recognise
from closing.importing.tables.sie1 import balance_file, owner_of
from closing.users.models import User
from integrations.trial_balance import delimited, workbook
from integrations.trial_balance.errors import TableTooLargeError, TableUnreadableError

ROWS_SHOWN = 12


class TrialBalanceSource:
    """Balances from an Excel workbook or a CSV file, one fiscal year at a time."""

    key = "trial_balance"
    label = _("Trial balance (Excel or CSV)")
    description = _(
        "The balances of a fiscal year from a table with account, name, opening and closing balance. "
        "Needs an Excel workbook (.xlsx) or a CSV file."
    )
    takes_file = True
    suffixes: tuple[str, ...] = (".xlsx", ".csv", ".txt")
    sie_types: tuple[str, ...] = ("1",)
    only_in_guide = False
    choices: tuple[FetchChoice, ...] = ()

    def connection(self, engagement: Engagement, user: User) -> SourceConnection | None:
        """Nothing to connect."""
        return None

    def connect_url(self, engagement: Engagement, user: User) -> str | None:
        """Nothing to visit first."""
        return None

    def fetch(self, request: FetchRequest, run_files: RunFiles, progress: Progress) -> Fetched:
        """Read the table, ask whether its columns were recognised right, and write a SIE file of its balances."""
        if request.year is None:
            return Fetched(findings=(finding(Code.YEAR_MISSING),))
        refusal = _refusal(run_files.received)
        if refusal:
            return Fetched(findings=(refusal,))
        table = run_files.received[0]
        try:
            rows = _rows(table)
        except TableUnreadableError as error:
            return Fetched(findings=(finding(Code.TABLE_UNREADABLE, reason=error.reason),))
        except TableTooLargeError as error:
            return Fetched(findings=(finding(Code.TABLE_TOO_LARGE, limit=error.limit),))
        recognised = recognise(rows)
        question = _question(rows, recognised)
        if Code.COLUMNS_RECOGNISED not in request.accepted:
            return Fetched(findings=(question,))
        columns = chosen(recognised, request.answers) if Column.ACCOUNT in request.answers else recognised
        accounts, found = balances(rows, columns)
        name = f"{table.name}.se"
        path = run_files.made(name)
        path.write_bytes(balance_file(owner_of(request.engagement, request.year), accounts, made_on=request.today))
        return Fetched((FetchedFile(name, path, made_from=table.name),), (question, *found))

    def imported(self, outcome: Imported) -> None:
        """Nothing to do."""


def _refusal(received: Sequence[StoredFile]) -> Finding | None:
    """Say what stands in the way before the table is looked at."""
    if len(received) != 1:
        return finding(Code.ONE_FILE_AT_A_TIME, count=len(received))
    return None if received[0].path.stat().st_size else finding(Code.FILE_EMPTY)


def _rows(table: StoredFile) -> list[list[str]]:
    """Read the table, whatever the file is called."""
    return workbook.rows_of(table.path) if workbook.is_workbook(table.path) else delimited.rows_of(table.path)


def _question(rows: Sequence[Row], recognised: Columns) -> Finding:
    """Ask whether the columns were recognised right, with the first rows to see it by."""
    width = len(recognised.headings)
    below = rows[recognised.first_row : recognised.first_row + ROWS_SHOWN]
    shown: list[Fact] = [[*row[:width], *[""] * (width - len(row))] for row in below]
    places: list[Fact] = [[str(column), place] for column, place in recognised.places.items()]
    headings: list[Fact] = list(recognised.headings)
    return finding(Code.COLUMNS_RECOGNISED, headings=headings, places=places, rows=shown)
