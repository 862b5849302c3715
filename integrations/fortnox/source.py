"""The data source Fortnox: SIE 4 for each fiscal year and the two ledgers, fetched over the connection of the user."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.activity.events import Code as Event
from closing.activity.models import Event as LoggedEvent
from closing.books.models import Books
from closing.engagements.models import Engagement
from closing.importing.run_files import RunFiles
from closing.importing.sources import (
    FetchChoice,
    Fetched,
    FetchRequest,
    Imported,
    Progress,
    SourceConnection,
)
from closing.users.models import User
from integrations.fortnox.client.calling.calls import Time
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.errors import FortnoxError
from integrations.fortnox.client.limiter import limiter_of
from integrations.fortnox.connection import life
from integrations.fortnox.connection.errors import TokenLostError, TokenUnavailableError
from integrations.fortnox.connection.finding import connection_of, live_connection
from integrations.fortnox.connection.journal import record
from integrations.fortnox.connection.shown import shown
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.fetching import findings
from integrations.fortnox.fetching.beat import Beat, BeatingTokens
from integrations.fortnox.fetching.fetch import Order, fetch
from integrations.fortnox.fetching.years import Wish
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.texts import STOPPED_IMPORT

BOOKS, LEDGERS, ALL_YEARS = "books", "ledgers", "all_years"


class FortnoxSource:
    """Books, receivables and payables of a company in Fortnox."""

    key = "fortnox"
    label = _("Fortnox")
    description = _(
        "Balances, vouchers and the receivables and payables ledgers straight from Fortnox. "
        "Needs a login there with the right to the company; it is asked for when the import begins."
    )
    takes_file = False
    suffixes: tuple[str, ...] = ()
    sie_types: tuple[str, ...] = ("4",)
    only_in_guide = False
    choices: tuple[FetchChoice, ...] = (
        FetchChoice(BOOKS, _("Accounting data (SIE 4)"), is_ticked=True),
        FetchChoice(LEDGERS, _("Receivables and payables ledgers"), is_ticked=True),
        FetchChoice(ALL_YEARS, _("All fiscal years in Fortnox, not only those usually needed"), is_ticked=False),
    )

    def connection(self, engagement: Engagement, user: User) -> SourceConnection | None:
        """Describe the user's connection to the engagement's company."""
        return shown(engagement, user, timezone.now())

    def connect_url(self, engagement: Engagement, user: User) -> str | None:
        """Nothing to visit first: the form of the import itself leads to the login when there is no connection."""
        return None

    def fetch(self, request: FetchRequest, run_files: RunFiles, progress: Progress) -> Fetched:
        """Fetch what was ticked; what stops it is told as a finding, with Fortnox's own words."""
        connection = _connection(request.engagement, request.user)
        order = _order(request)
        if connection is None or order is None:
            return Fetched(findings=(findings.no_connection(),))
        beat = Beat(progress)
        tokens, limiter = BeatingTokens(Tokens(connection.pk), beat), limiter_of(connection.tenant)
        client = FortnoxClient(tokens, limiter=limiter, when=Time(sleep=beat.sleep))
        try:
            return fetch(client, order, run_files=run_files, progress=beat)
        except TokenLostError:
            return Fetched(findings=(findings.no_connection(),))
        except TokenUnavailableError:
            return Fetched(findings=(findings.login_unanswered(),))
        except FortnoxError as error:
            _log_refusal(connection, error, request.user)
            return Fetched(findings=(findings.stopped_by(error),))

    def imported(self, outcome: Imported) -> None:
        """Let the connection live longer, and write down what was fetched."""
        connection = _connection(outcome.engagement, outcome.user)
        if connection is None:
            return
        record(
            connection,
            Event.FORTNOX_IMPORTED,
            actor=outcome.user,
            years=", ".join(outcome.years),
            vouchers=outcome.vouchers,
            invoices=outcome.invoices,
            seconds=outcome.seconds,
        )
        life.renew(connection, today=outcome.today, actor=outcome.user)


def _connection(engagement: Engagement, user: User | None) -> FortnoxConnection | None:
    """Give the user's own connection; for the system itself, that of anybody."""
    return connection_of(engagement, user) if user else live_connection(engagement)


def _log_refusal(connection: FortnoxConnection, error: FortnoxError, user: User | None) -> None:
    """Write down that Fortnox stopped an import, in its own words where it gave any."""
    words = f"{error.text} ({error.code})" if error.text else findings.code_of(error)
    refused = LoggedEvent.Result.REFUSED
    record(connection, Event.FORTNOX_REFUSED, actor=user, result=refused, reason=STOPPED_IMPORT, text=words)


def _order(request: FetchRequest) -> Order | None:
    """Say what is to be fetched; without a fiscal year to work on there is nothing to ask for."""
    year = request.year or request.engagement.fiscal_years.first()
    if year is None:
        return None
    imported = Books.objects.filter(fiscal_year__engagement=request.engagement)
    starts = imported.values_list("fiscal_year__start", flat=True)
    return Order(
        organisation_number=request.engagement.organisation_number,
        wish=Wish((year.start, year.end), is_first=not starts, wants_all=request.has_ticked(ALL_YEARS)),
        # To tick nothing but all years is to want the books of all years.
        wants_books=request.has_ticked(BOOKS) or not request.has_ticked(LEDGERS),
        wants_ledgers=request.has_ticked(LEDGERS),
        ledgers_from=min([*starts, year.start]),
        today=request.today,
    )
