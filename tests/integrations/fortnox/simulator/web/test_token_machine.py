"""Whatever happens in whatever order: a refresh token works if it is the last of its chain, fresh, and not revoked."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from integrations.fortnox.simulator.web.app import opened
from integrations.fortnox.simulator.web.oauth import consents, grants
from integrations.fortnox.simulator.web.oauth.consents import Consent
from integrations.fortnox.simulator.web.oauth.grants import SECONDS_A_DAY, GrantRefusedError, Terms
from integrations.fortnox.simulator.web.switches import Switches

TENANTS = (1001, 1002)
CLIENT = "kvitt-demo"
LIFE = 45 * SECONDS_A_DAY


class Tokens(RuleBasedStateMachine):
    """The tokens of two companies, beside a model that knows which of them live and until when."""

    tokens: Bundle[str] = Bundle("tokens")

    @initialize()
    def begin(self) -> None:
        """Start with an empty storage."""
        self.folder = tempfile.TemporaryDirectory()
        self.storage = opened(Path(self.folder.name), schemas=())
        self.at = 1_000_000.0
        self.living: dict[str, tuple[int, float]] = {}

    @property
    def terms(self) -> Terms:
        """The terms of an application that asks now."""
        return Terms(CLIENT, self.at, Switches())

    @rule(target=tokens, tenant=st.sampled_from(TENANTS))
    def log_in(self, tenant: int) -> str:
        """Somebody approves once more; what was approved before goes on living."""
        wanted = Consent(0, CLIENT, tenant, 11, ("bookkeeping",), is_service=False, given_at=self.at, revoked_at=None)
        with self.storage.transaction() as connection:
            consent = consents.give(connection, wanted)
            token = grants.new_refresh_token(connection, consent, terms=self.terms)
        self.living[token] = (tenant, self.at + LIFE)
        return token

    @rule(target=tokens, token=tokens)
    def refresh(self, token: str) -> str:
        """Refresh with any token there ever was."""
        is_living = token in self.living and self.living[token][1] > self.at
        try:
            grant = grants.rotate(self.storage, token, terms=self.terms)
        except GrantRefusedError:
            assert not is_living
            return token
        assert is_living
        assert grant.refresh_token is not None
        tenant, _ = self.living.pop(token)
        assert grant.consent.tenant == tenant
        self.living[grant.refresh_token] = (tenant, self.at + LIFE)
        return grant.refresh_token

    @rule(token=tokens, client_id=st.sampled_from([CLIENT, "another"]))
    def revoke(self, token: str, client_id: str) -> None:
        """The application, or another one, ends a token."""
        grants.revoke_token(self.storage, token, client_id=client_id, at=self.at)
        if client_id == CLIENT:
            self.living.pop(token, None)

    @rule(tenant=st.sampled_from(TENANTS))
    def take_back(self, tenant: int) -> None:
        """The company takes its consents back."""
        consents.revoke(self.storage, tenant, at=self.at)
        self.living = {token: whose for token, whose in self.living.items() if whose[0] != tenant}

    @rule(days=st.sampled_from([0.5, 20, 44, 45]))
    def wait(self, days: float) -> None:
        """Time goes by."""
        self.at += days * SECONDS_A_DAY

    def teardown(self) -> None:
        """Throw the storage away."""
        self.storage.close()
        self.folder.cleanup()


ENOUGH = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


def test_refresh_token_works_only_when_it_is_the_last_of_its_chain() -> None:
    run_state_machine_as_test(Tokens, settings=ENOUGH)
