"""The data source manual entry: a table of balances that the user typed, kept as a file and made into a SIE file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement
from closing.importing.catalogue import Code, finding
from closing.importing.run_files import RunFiles
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
from closing.importing.tables.sie1 import balance_file, owner_of
from closing.users.models import User
from integrations.manual_entry.table import COLUMNS, rows_of


class ManualEntrySource:
    """Balances that were typed in; the table itself is the file that the import keeps."""

    key = "manual_entry"
    label = _("Manual entry")
    description = _(
        "Type the balances of a fiscal year, or paste them from a spreadsheet. "
        "Needs nothing but the figures, and can be chosen only here."
    )
    takes_file = False
    suffixes: tuple[str, ...] = ()
    sie_types: tuple[str, ...] = ("1",)
    only_in_guide = True
    choices: tuple[FetchChoice, ...] = ()

    def connection(self, engagement: Engagement, user: User) -> SourceConnection | None:
        """Nothing to connect."""
        return None

    def connect_url(self, engagement: Engagement, user: User) -> str | None:
        """Give the page with the table."""
        return reverse("manual_entry:table", kwargs={"engagement_id": engagement.pk})

    def fetch(self, request: FetchRequest, run_files: RunFiles, progress: Progress) -> Fetched:
        """Read the typed table and write a SIE file of its balances."""
        if request.year is None or not run_files.received:
            return Fetched(findings=(finding(Code.YEAR_MISSING if run_files.received else Code.TABLE_EMPTY),))
        typed = run_files.received[0]
        accounts, found = balances(rows_of(typed.path.read_text(encoding="utf-8")), COLUMNS)
        name = f"{typed.name}.se"
        path = run_files.made(name)
        path.write_bytes(balance_file(owner_of(request.engagement, request.year), accounts, made_on=request.today))
        return Fetched((FetchedFile(name, path, made_from=typed.name),), tuple(found))

    def imported(self, outcome: Imported) -> None:
        """Nothing to do."""
