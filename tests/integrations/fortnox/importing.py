"""Imports from a simulated Fortnox, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from pytest_django.fixtures import Settings

import sie
from closing.demo.company import BUILDER
from closing.demo.files import two_years
from closing.engagements.models import Engagement
from closing.importing import runs
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from closing.importing.sources import CHOSEN, source_of
from closing.jobs import run as job_run
from closing.users.models import User
from integrations.fortnox.connection import sealed
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.simulator.books.from_sie import company_from_sie
from integrations.fortnox.simulator.register.from_books import ledgers_from_books
from tests.factories import make_engagement, make_fiscal_year, make_membership, make_user
from tests.integrations.fortnox.connection.factory import make_connection
from tests.integrations.fortnox.simulated import CLIENT_ID, CLIENT_SECRET, Simulated, simulator

TENANT = 4711
NUMBER = BUILDER.organisation_number
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@contextmanager
def fortnox_at(folder: Path, settings: Settings) -> Iterator[Simulated]:
    """Run a Fortnox with one company, and let the application talk to it."""
    settings.DATA_DIR = folder
    with simulator(folder / "fortnox") as fortnox:
        settings.FORTNOX_API_URL, settings.FORTNOX_AUTH_URL = fortnox.api_url, fortnox.auth_url
        settings.FORTNOX_CLIENT_ID, settings.FORTNOX_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield fortnox


def settle_company(fortnox: Simulated) -> tuple[sie.SieFile, sie.SieFile]:
    """Make the company of two years of the demo with the ledgers of its books, and give the files of its years."""
    older, newer = two_years(BUILDER, YEAR[0])
    company_from_sie(fortnox.storage, older, newer, tenant=TENANT)
    with fortnox.storage.transaction() as connection:
        ledgers_from_books(connection, TENANT, now=fortnox.control.now)
    return older, newer


def an_engagement(*years: tuple[date, date], number: str = NUMBER) -> tuple[Engagement, User]:
    """Make an engagement for the company with its fiscal years, and a preparer."""
    engagement = make_engagement(organisation_number=number, name=BUILDER.name, data_source="fortnox")
    for start, end in years or (YEAR,):
        make_fiscal_year(engagement, start, end)
    user = make_user("alice@alfa.example", name="Alice Ek")
    make_membership(user, engagement.agency)
    return engagement, user


def connect(fortnox: Simulated, engagement: Engagement, user: User, *, tenant: int = TENANT) -> FortnoxConnection:
    """Connect the user without the login in the browser."""
    connection = make_connection(engagement, user)
    FortnoxConnection.objects.filter(pk=connection.pk).update(tenant=tenant)
    tokens = fortnox.control.tokens(tenant)
    pair = Pair(tokens.access_token, tokens.refresh_token, timedelta(hours=1), scopes=())
    assert sealed.store(pair, connection, given_at=timezone.now())
    connection.refresh_from_db()
    return connection


def import_from(engagement: Engagement, user: User | None, *chosen: str) -> ImportRun:
    """Import what is ticked; the accounting data and the ledgers unless something else is."""
    year = engagement.fiscal_years.first()
    answers = {CHOSEN: " ".join(chosen or ("books", "ledgers"))}
    run = runs.start(engagement, source=source_of("fortnox"), user=user, choices=Choices(year=year, answers=answers))
    job_run.run(str(run.job_id))
    return ImportRun.objects.select_related("job").get(pk=run.pk)
