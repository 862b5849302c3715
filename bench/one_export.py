"""One export of closing entries to a Fortnox, as its job does it; prints one JSON object."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from django.utils import timezone
from django_scopes import scopes_disabled

import bench.ready  # noqa: F401 -- Django is set up before the models are imported
from bench.fortnox_company import LAST_DAY, NUMBER, TENANT
from closing.engagements.models import Agency, Engagement, FiscalYear, Role
from closing.engagements.organisation import create_fiscal_year
from closing.entries.draft import Days, DraftRow, EntryDraft
from closing.entries.export import starting
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.writing import make
from closing.jobs import run as job_run
from closing.users.models import User
from integrations.fortnox.connection import sealed
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web.control.levers import Control
from tests.factories import make_membership, make_user
from tests.integrations.fortnox.connection.factory import make_connection


def main(entries: int, simulator: Path) -> None:
    """Make the entries, send them, and print what it took."""
    with scopes_disabled():
        year, user = _year()
        _connect(year.engagement, user, Control(Storage(simulator)))
        for number in range(1, entries + 1):
            rows = (DraftRow("5010", 100 * number), DraftRow("1930", -100 * number))
            make(year, EntryDraft(LAST_DAY, f"Periodisering {number}", rows), days=Days(LAST_DAY, LAST_DAY), actor=user)
        batch = _prepared(year, user)
        versions = {one.pk: one.version for one in year.closing_entries.all()}
        begun = perf_counter()
        starting.send(batch, starting.Chosen(versions, {"V": "A"}), actor=user)
        job_run.run_here(str(batch.job_id))
        seconds = round(perf_counter() - begun, 2)
        booked = batch.items.filter(state=ExportItem.State.DONE)
        read_back = booked.filter(checked=ExportItem.Check.SAME)
        print(json.dumps({"seconds": seconds, "booked": booked.count(), "read_back": read_back.count()}))


def _year() -> tuple[FiscalYear, User]:
    engagement = Engagement.objects.create(
        agency=Agency.objects.create(name="Mätning"),
        organisation_number=NUMBER.replace("-", ""),
        name="Mätning AB",
        company_form="AB",
        accounting_standard="K2",
        data_source="fortnox",
    )
    user = make_membership(make_user("bench@matning.example"), engagement.agency, Role.ADMINISTRATOR).user
    return create_fiscal_year(engagement, start=date(2025, 1, 1), end=LAST_DAY), user


def _connect(engagement: Engagement, user: User, control: Control) -> None:
    connection = make_connection(engagement, user)
    FortnoxConnection.objects.filter(pk=connection.pk).update(tenant=TENANT)
    tokens = control.tokens(TENANT)
    pair = Pair(tokens.access_token, tokens.refresh_token, timedelta(hours=1), scopes=())
    sealed.store(pair, connection, given_at=timezone.now())


def _prepared(year: FiscalYear, user: User) -> ExportBatch:
    destination = destination_of(year.engagement)
    if destination is None:
        raise RuntimeError("The settings name no destination for Fortnox.")
    batch = starting.prepare(year, destination, actor=user)
    job_run.run_here(str(batch.job_id))
    batch.refresh_from_db()
    return batch


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
