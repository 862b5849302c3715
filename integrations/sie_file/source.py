"""The data source SIE 4: a file of type 4E, or 4I, that the user exported from the bookkeeping program."""

from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement
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
from closing.users.models import User


class SieFileSource:
    """Books with vouchers from SIE files; several files are several fiscal years."""

    key = "sie_file"
    label = _("SIE 4 file")
    description = _(
        "Balances and vouchers from the bookkeeping program. Needs a file of type 4 for each fiscal year, "
        "often with a name that ends in .se."
    )
    takes_file = True
    suffixes: tuple[str, ...] = (".se", ".si", ".sie")
    sie_types: tuple[str, ...] = ("4",)
    only_in_guide = False
    choices: tuple[FetchChoice, ...] = ()

    def connection(self, engagement: Engagement, user: User) -> SourceConnection | None:
        """Nothing to connect."""
        return None

    def connect_url(self, engagement: Engagement, user: User) -> str | None:
        """Nothing to visit first."""
        return None

    def fetch(self, request: FetchRequest, run_files: RunFiles, progress: Progress) -> Fetched:
        """Take the files as they are."""
        return Fetched(tuple(FetchedFile(file.name, file.path) for file in run_files.received))

    def imported(self, outcome: Imported) -> None:
        """Nothing to do."""
