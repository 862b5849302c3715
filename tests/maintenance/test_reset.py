"""A reset removes the books in a job, and leaves company, years, history and log."""

from pathlib import Path
from uuid import uuid4

import pytest
from django_scopes import scopes_disabled

from closing.activity.models import Event
from closing.appendices import build
from closing.appendices.models import KeptLedger
from closing.books.models import AccountMapping, Books, Posting, Snapshot, Voucher
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.models import ClosingEntry
from closing.importing.models import ImportRun
from closing.jobs import run as job_run
from closing.jobs.enqueue import enqueue
from closing.jobs.models import Job
from closing.maintenance.errors import WorkUnderWayError
from closing.maintenance.reset import begin
from closing.users.models import User
from tests.appendices.made_ledgers import receivables
from tests.entries.made_entries import make_entry
from tests.factories import make_engagement, make_fiscal_year
from tests.maintenance.conftest import import_from


def fresh(engagement: Engagement) -> Engagement:
    with scopes_disabled():
        return Engagement.objects.get(pk=engagement.pk)


def test_reset_removes_all_books(engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("sie_file", tmp_path, year=year)
    AccountMapping.objects.create(engagement=engagement, account_number="1930")
    build.keep(engagement, receivables(), run_id=uuid4())

    job_run.run(str(begin(engagement, actor=alice).pk))

    left = [model.objects.count() for model in (Books, Snapshot, Voucher, Posting, AccountMapping, KeptLedger)]
    assert left == [0, 0, 0, 0, 0, 0]
    assert Job.objects.get().result == {"removed": 2}


def test_reset_leaves_company_years_history_and_log(
    engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)

    job_run.run(str(begin(engagement, actor=alice).pk))

    event = Event.objects.get(code="engagement:reset")
    assert fresh(engagement).data_source == ""
    assert list(engagement.fiscal_years.all()) == [year]
    assert engagement.import_runs.count() == 1
    assert (event.actor, event.engagement_id) == (alice, engagement.pk)


def test_reset_takes_back_what_was_imported_and_what_waits(
    engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    engagement.import_runs.create(source="sie_file", state=ImportRun.State.WAITING)
    engagement.import_runs.create(source="sie_file", state=ImportRun.State.FAILED, error_code="import-refused")

    job_run.run(str(begin(engagement, actor=alice).pk))

    ended = engagement.import_runs.order_by("created_at").values_list("state", "error_code")
    assert list(ended) == [("removed", ""), ("cancelled", "reset"), ("failed", "import-refused")]


def test_reset_run_twice_does_no_harm(engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    job_run.run(str(begin(engagement, actor=alice).pk))

    job_run.run(str(begin(engagement, actor=alice).pk))

    assert Event.objects.filter(code="engagement:reset").count() == 1
    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done"]


def test_reset_leaves_other_engagements_alone(
    engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    other = Engagement(
        agency=engagement.agency,
        organisation_number="5560360793",
        name="Annat AB",
        company_form="AB",
        accounting_standard="K2",
    )
    other.save()

    job_run.run(str(begin(other, actor=alice).pk))

    assert Books.objects.count() == 1


def test_reset_waits_for_an_import_to_end(engagement: Engagement, alice: User) -> None:
    enqueue("canary", engagement=engagement, params={}, dedupe_key=f"books:{engagement.pk}")

    with pytest.raises(WorkUnderWayError):
        begin(engagement, actor=alice)


def test_reset_by_one_who_is_no_longer_administrator_does_nothing(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)

    job_run.run(str(begin(engagement, actor=bob).pk))

    assert Job.objects.get().error_code == "not_allowed"
    assert Books.objects.count() == 1


def test_reset_marks_entries_as_deleted_but_those_transferred(
    engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    statuses = ["not_transferred", "not_applicable", "transferred", "excluded", "deleted"]
    for status in statuses:
        ClosingEntry.objects.filter(pk=make_entry(year).pk).update(status=status)

    job_run.run(str(begin(engagement, actor=alice).pk))

    kept = ClosingEntry.objects.order_by("number").values_list("number", "status", "version")
    assert list(kept) == [
        (1, "deleted", 2),
        (2, "deleted", 2),
        (3, "transferred", 1),
        (4, "excluded", 1),
        (5, "deleted", 1),
    ]
    assert str(make_entry(year)) == "V6"


def test_reset_leaves_the_entries_of_other_engagements_alone(
    engagement: Engagement, year: FiscalYear, *, alice: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    other = make_entry(make_fiscal_year(make_engagement(engagement.agency)))

    job_run.run(str(begin(engagement, actor=alice).pk))

    other.refresh_from_db()
    assert other.status == "not_transferred"
