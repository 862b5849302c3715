"""Everything that can be done to the simulator from outside: the control plane and the tests pull these levers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import call_log, clock, switches
from integrations.fortnox.simulator.web.call_log import LoggedCall
from integrations.fortnox.simulator.web.faults import late, plan
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import Fault
from integrations.fortnox.simulator.web.oauth import consents, grants
from integrations.fortnox.simulator.web.oauth.clients import DEFAULT_CLIENT
from integrations.fortnox.simulator.web.oauth.consents import Consent
from integrations.fortnox.simulator.web.oauth.grants import Terms
from integrations.fortnox.simulator.web.oauth.people import PEOPLE
from integrations.fortnox.simulator.web.oauth.scopes import SCOPES
from integrations.fortnox.simulator.web.oauth.token_endpoint import access_token
from integrations.fortnox.simulator.web.switches import Switches

EVERY_SCOPE = tuple(SCOPES)


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token and its refresh token, given without a login."""

    access_token: str
    refresh_token: str


class Control:
    """The levers of one simulator.

    Args:
        storage: of the simulator.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    @property
    def now(self) -> datetime:
        """The simulator's time."""
        return clock.now(self.storage)

    def token(self, tenant: int, scopes: tuple[str, ...] = EVERY_SCOPE) -> str:
        """Give an access token for a company, without any login."""
        return self.tokens(tenant, scopes).access_token

    def tokens(
        self,
        tenant: int,
        scopes: tuple[str, ...] = EVERY_SCOPE,
        *,
        client_id: str = DEFAULT_CLIENT.client_id,
        is_service: bool = False,
    ) -> Pair:
        """Give a pair of tokens with a consent of its own, without any login."""
        at = self.now.timestamp()
        terms = Terms(client_id, at, switches.switches(self.storage))
        wanted = Consent(0, client_id, tenant, PEOPLE[0].user_id, scopes, is_service, at, None)
        with self.storage.transaction() as connection:
            consent = consents.give(connection, wanted)
            refresh_token = grants.new_refresh_token(connection, consent, terms=terms)
        return Pair(access_token(self.storage, consent, terms=terms), refresh_token)

    def fault(
        self,
        kind: Kind | str,
        *,
        tenant: int | None = None,
        method: str | None = None,
        path: str = "",
        calls: int | None = 1,
        skip: int = 0,
        **options: JsonValue,
    ) -> Fault:
        """Let something go wrong with the next calls that match.

        Args:
            kind: one of `Kind`, or its word.
            tenant: of this company alone.
            method: "GET" or "POST" alone.
            path: a pattern such as "/3/vouchers*"; empty is what the kind is for.
            calls: how many calls; None for all of them until `forget_faults`.
            skip: how many matching calls pass before.
            options: what the kind takes, such as `retry_after`.
        """
        return self.keep_fault(Fault(Kind(kind), tenant, method, path, calls, skip, options))

    def keep_fault(self, fault: Fault) -> Fault:
        """Let something go wrong, as it is described."""
        return plan.ask_for(self.storage, fault)

    def faults(self) -> list[Fault]:
        """List the faults that are still to come."""
        return plan.waiting(self.storage)

    def forget_faults(self) -> int:
        """Take all faults away."""
        return plan.forget(self.storage)

    def move_clock(self, by: timedelta) -> datetime:
        """Move the clock on from where it stands; back when it is negative. One that is stopped stays so."""
        clock.move(self.storage, by)
        return self.now

    def set_clock(self, moment: datetime) -> datetime:
        """Let the clock show this moment, and go on from there."""
        clock.move_to(self.storage, moment)
        return self.now

    def reset_clock(self) -> datetime:
        """Let the clock be the machine's."""
        clock.reset(self.storage)
        return self.now

    def stop_clock(self, moment: datetime | None = None) -> datetime:
        """Let the clock stand still at a moment, or at the one it shows, until it is moved."""
        clock.stop(self.storage, moment or self.now)
        return self.now

    def switch(self, changes: Mapping[str, JsonValue]) -> Switches:
        """Set switches by name."""
        return switches.change(self.storage, dict(changes))

    def calls(self) -> list[LoggedCall]:
        """List the calls that came in."""
        return call_log.calls(self.storage)

    def forget_calls(self) -> None:
        """Begin the list of calls anew."""
        call_log.forget(self.storage)

    def late_calls(self) -> int:
        """Count the calls that are still to be done, of those that were put off."""
        return late.waiting(self.storage)

    def revoke_consents(self, tenant: int, client_id: str | None = None) -> int:
        """Take back a company's consents, as somebody there does under "Hantera integrationer"."""
        return consents.revoke(self.storage, tenant, at=self.now.timestamp(), client_id=client_id)

    def expire_refresh_tokens(self, tenant: int) -> int:
        """Let the refresh tokens of a company be past their life."""
        return grants.spoil(self.storage, tenant, expires_at=self.now.timestamp())

    def use_refresh_tokens(self, tenant: int) -> int:
        """Let the refresh tokens of a company be used already, as if another process had been quicker."""
        return grants.spoil(self.storage, tenant, used_at=self.now.timestamp())
