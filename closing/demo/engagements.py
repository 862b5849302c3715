"""The engagements of the demo agency: one with two years of books, one to be connected to Fortnox, two to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django_scopes import scope

import sie
from closing.activity import log
from closing.activity.events import Code
from closing.demo.company import BUILDER, CAFE
from closing.demo.files import a_week_later, two_years
from closing.engagements.models import Agency, CompanyForm, Engagement, PeriodLength
from closing.engagements.organisation import create_engagement, create_fiscal_year
from closing.importing import runs
from closing.importing.models import ImportRun
from closing.importing.sources import source_of, sources
from closing.jobs import run as job_run
from closing.users.models import User

SIE_SOURCE = "sie_file"
FORTNOX_SOURCE = "fortnox"
BUILDER_YEAR, CAFE_YEAR = date(2025, 1, 1), date(2025, 5, 1)


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """The files of the demo.

    Attributes:
        imported: the two years of the builder, as they are imported.
        later: the builder's latest year a week later, to import anew.
        newcomer: the year of a company that is not set up yet.
    """

    imported: tuple[Path, Path]
    later: Path
    newcomer: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """An engagement of the demo agency, before it is made."""

    organisation_number: str
    name: str
    company_form: CompanyForm
    accounting_standard: str
    period_length: PeriodLength
    data_source: str
    years: tuple[tuple[date, date], ...]


PLANS = (
    Plan(
        BUILDER.organisation_number,
        BUILDER.name,
        CompanyForm.LIMITED,
        "K2",
        PeriodLength.MONTH,
        SIE_SOURCE,
        ((date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))),
    ),
    Plan(
        "7696123459",
        "Brf Lärkträdet",
        CompanyForm.HOUSING_COOPERATIVE,
        "K3",
        PeriodLength.QUARTER,
        "",
        ((date(2026, 1, 1), date(2026, 12, 31)),),
    ),
    Plan(
        "1212121212",
        "Tolvans Trädgårdstjänst",
        CompanyForm.SOLE_TRADER,
        "K1",
        PeriodLength.YEAR,
        SIE_SOURCE,
        ((date(2025, 1, 1), date(2025, 12, 31)),),
    ),
    Plan(
        "5593124554",
        "Norrskens Grossist & Logistik AB",
        CompanyForm.LIMITED,
        "K3",
        PeriodLength.MONTH,
        FORTNOX_SOURCE,
        ((date(2025, 1, 1), date(2025, 12, 31)),),
    ),
)


def write_files(folder: Path | None = None) -> DemoFiles:
    """Write the SIE files of the demo, the same bytes every time."""
    place = folder or Path(settings.DATA_DIR) / "demo"
    place.mkdir(parents=True, exist_ok=True)
    older, newer = two_years(BUILDER, BUILDER_YEAR)
    _, cafe = two_years(CAFE, CAFE_YEAR)
    files = DemoFiles(
        imported=(place / "aso-bygg-2024.se", place / "aso-bygg-2025.se"),
        later=place / "aso-bygg-2025-en-vecka-senare.se",
        newcomer=place / "ortagarden-2025-2026.se",
    )
    contents = ((older, files.imported[0]), (newer, files.imported[1]), (a_week_later(newer), files.later))
    for file, path in (*contents, (cafe, files.newcomer)):
        sie.write(file, path, ksumma=True)
    return files


def make_missing(agency: Agency, actor: User) -> list[Engagement]:
    """Make the engagements that are not there; those that are stay as they are."""
    return [_find(agency, plan) or _make(agency, plan, actor) for plan in PLANS]


def import_books(engagement: Engagement, paths: Sequence[Path], actor: User) -> ImportRun:
    """Import files as the page does, and do the job here and now."""
    opened = [path.open("rb") for path in paths]
    try:
        files = [File(file, name=path.name) for file, path in zip(opened, paths, strict=True)]
        started = runs.start(engagement, source=source_of(engagement.data_source), user=actor, files=files)
    finally:
        for file in opened:
            file.close()
    job_run.run(str(started.job_id))
    started.refresh_from_db()
    return started


def _find(agency: Agency, plan: Plan) -> Engagement | None:
    with scope(agency=agency):
        return Engagement.objects.filter(organisation_number=plan.organisation_number).first()


@transaction.atomic
def _make(agency: Agency, plan: Plan, actor: User) -> Engagement:
    engagement = create_engagement(
        agency=agency,
        organisation_number=plan.organisation_number,
        name=plan.name,
        company_form=plan.company_form,
        accounting_standard=plan.accounting_standard,
        period_length=plan.period_length,
        data_source=plan.data_source if plan.data_source in [source.key for source in sources()] else "",
    )
    record = partial(log.record, agency=agency, engagement=engagement, actor=actor)
    record(Code.ENGAGEMENT_CREATED, facts={"name": engagement.name})
    for start, end in plan.years:
        create_fiscal_year(engagement, start=start, end=end)
        record(Code.FISCAL_YEAR_CREATED, facts={"start": str(start), "end": str(end)})
    return engagement
