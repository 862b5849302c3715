"""The data source SIE 1: a file of year balances; types 2 and 3 hold those and more, and are taken too."""

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


class SieBalancesSource:
    """Balances from SIE files; several files are several fiscal years."""

    key = "sie_balances"
    label = _("SIE 1 file")
    description = _(
        "The balances of a fiscal year, without vouchers, so without transaction analysis. "
        "Needs a file of type 1, 2 or 3."
    )
    takes_file = True
    suffixes: tuple[str, ...] = (".se", ".sie")
    sie_types: tuple[str, ...] = ("1", "2", "3")
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
