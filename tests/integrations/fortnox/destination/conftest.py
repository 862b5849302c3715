"""A company in a simulated Fortnox, and the books of its fiscal year as an export opens them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from closing.engagements.models import Engagement, FiscalYear
from closing.entries.export.outgoing import OutgoingRow, OutgoingVoucher
from closing.users.models import User
from integrations.fortnox.client import limiter
from integrations.fortnox.destination.bookkeeping import FortnoxBookkeeping
from integrations.fortnox.destination.destination import FortnoxDestination
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.factories import make_engagement, make_fiscal_year, make_membership, make_user
from tests.integrations.fortnox.importing import connect, fortnox_at
from tests.integrations.fortnox.simulated import Simulated
from tests.integrations.fortnox.simulator.calls import TENANT
from tests.integrations.fortnox.simulator.register.made import END, START, made_storage

NUMBER = "5566778899"
RENT = OutgoingVoucher(
    "A",
    date(2025, 12, 31),
    "Periodisering hyra [KV-AAAAAAAAAA]",
    "Kvitt V1",
    "KV-AAAAAAAAAA",
    (OutgoingRow("5010", 100_050, text="Januari"), OutgoingRow("1930", -100_050)),
)


@dataclass(slots=True)
class Life:
    """Counts the signs of life, and stops the work after so many."""

    signs: int = 0
    most: int | None = None

    def check(self) -> None:
        """Count one."""
        self.signs += 1
        if self.most is not None and self.signs > self.most:
            raise StoppedError


class StoppedError(Exception):
    """The work was stopped."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A company in Fortnox, and who works on its closing.

    Attributes:
        fortnox: the simulator.
        year: the fiscal year here.
        user: a preparer who is connected.
        life: what the destination told of its life.
    """

    fortnox: Simulated
    year: FiscalYear
    user: User
    life: Life

    @property
    def engagement(self) -> Engagement:
        """The engagement of the fiscal year."""
        return self.year.engagement

    @property
    def connection(self) -> FortnoxConnection:
        """The user's connection as the database has it now."""
        return FortnoxConnection.objects.get(engagement=self.engagement, user=self.user)

    def opened(self) -> FortnoxBookkeeping:
        """Open the books, and ask what every export asks first; the calls so far are forgotten."""
        books = FortnoxDestination().open(self.year, self.user, self.life)
        books.conditions()
        self.fortnox.control.forget_calls()
        return books

    def fault(self, kind: Kind, **options: int | str) -> None:
        """Let something go wrong with the next voucher that is sent."""
        self.fortnox.control.fault(kind, method="POST", **options)  # type: ignore[arg-type]  # options of the kind

    @property
    def sent(self) -> int:
        """How many vouchers reached Fortnox, whatever became of them."""
        return sum(call.method == "POST" and call.path == "/3/vouchers" for call in self.fortnox.control.calls())

    @property
    def booked(self) -> int:
        """How many vouchers the books hold."""
        with self.fortnox.storage.reading() as connection:
            (count,) = connection.execute("SELECT count(*) FROM voucher WHERE tenant = ?", [TENANT]).fetchone()
        return int(count)


@pytest.fixture
def scene(*, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Scene]:
    """Run a simulator with one small company, and connect a preparer to it."""
    monkeypatch.setattr(limiter, "_limiters", {})
    made_storage(tmp_path / "fortnox").close()
    with fortnox_at(tmp_path, settings) as fortnox:
        engagement = make_engagement(organisation_number=NUMBER, name="Åkesson & Öst AB", data_source="fortnox")
        user = make_user("alice@alfa.example", name="Alice Ek")
        make_membership(user, engagement.agency)
        year = make_fiscal_year(engagement, START, END)
        connect(fortnox, engagement, user, tenant=TENANT)
        yield Scene(fortnox, year, user, Life())


def yes() -> bool:
    """Let a voucher leave."""
    return True
