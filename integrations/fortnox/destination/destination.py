"""The destination Fortnox: closing entries become vouchers of the company that the user's connection opens."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.activity.events import Code
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.export.destinations import DestinationError, DestinationState, SignOfLife
from closing.importing.sources import ConnectionState
from closing.users.models import User
from integrations.fortnox.client.calling.calls import Time
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.limiter import limiter_of
from integrations.fortnox.connection import life as lives
from integrations.fortnox.connection.finding import connection_of, live_connection
from integrations.fortnox.connection.journal import record
from integrations.fortnox.connection.shown import shown, state_of
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.destination.bookkeeping import FortnoxBookkeeping
from integrations.fortnox.destination.living_tokens import LivingTokens
from integrations.fortnox.destination.reasons import Reason, sentence
from integrations.fortnox.models import FortnoxConnection

_REASONS = {
    ConnectionState.LOST: Reason.CONNECTION_LOST,
    ConnectionState.ENDED: Reason.CONNECTION_ENDED,
    ConnectionState.MISSING: Reason.CONNECTION_MISSING,
}
"""Why a connection cannot be used; in the states that are not here it can."""


class FortnoxDestination:
    """The bookkeeping of a company in Fortnox."""

    key = "fortnox"
    name = "Fortnox"
    button = _("Export closing entries to Fortnox (without attachments)")

    def state(self, engagement: Engagement, user: User) -> DestinationState:
        """Say whether the user's own connection can be used."""
        connection = shown(engagement, user, timezone.now())
        reason = _REASONS.get(connection.state) if connection else Reason.CONNECTION_MISSING
        company = connection.company if connection else ""
        return DestinationState(is_ready=reason is None, sentence=sentence(reason or ""), company=company)

    def open(self, year: FiscalYear, user: User | None, life: SignOfLife) -> FortnoxBookkeeping:
        """Open the books with the user's connection; on behalf of the system itself, with that of anybody.

        Raises:
            DestinationError: there is no connection that can be used.
        """
        connection = _connection(year.engagement, user)
        reason = _REASONS.get(state_of(connection, timezone.localdate()))
        if connection is None or reason:
            raise DestinationError(reason or Reason.CONNECTION_MISSING)
        tokens, limiter = Tokens(connection.pk), limiter_of(connection.tenant)
        living = LivingTokens(tokens, life)
        asking = FortnoxClient(living, limiter=limiter, when=Time(sleep=living.sleep))
        return FortnoxBookkeeping((year.start, year.end), asking=asking, tokens=tokens, gate=limiter)

    def exported(self, year: FiscalYear, user: User | None, *, booked: int, today: date) -> None:
        """Let the connection live longer, and write down what was booked; an export of nothing changes nothing."""
        connection = _connection(year.engagement, user)
        if connection is None or not booked:
            return
        record(connection, Code.FORTNOX_EXPORTED, actor=user, year=str(year), vouchers=booked)
        lives.renew(connection, today=today, actor=user)

    def reason(self, code: str) -> str:
        """Say what a reason means and what to do."""
        return sentence(code)


def _connection(engagement: Engagement, user: User | None) -> FortnoxConnection | None:
    """Give the user's own connection, because rights in Fortnox are a person's; for the system, that of anybody."""
    return connection_of(engagement, user) if user else live_connection(engagement)
