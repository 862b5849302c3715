"""The import as a job: what it changes when it succeeds, and that it changes nothing when it does not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.books.models import Books, Posting, Snapshot, Voucher
from closing.engagements.models import Engagement, Role
from closing.importing import run_files
from closing.importing.models import ImportFinding, ImportRun
from closing.importing.runs import Choices
from closing.importing.work.job import sweep, work
from closing.importing.work.steps import Step
from closing.jobs.errors import Cancelled, LeaseLost
from closing.jobs.models import Job
from closing.users.models import User
from tests.factories import make_fiscal_year
from tests.importing.conftest import example, import_files, sent, start, state_of
from tests.importing.conftest import work as do_job

pytestmark = pytest.mark.django_db(transaction=True)

BOOK = example("same-file")
OTHER_YEAR = example("year-created")


@pytest.fixture(autouse=True)
def _everywhere() -> Any:
    with scopes_disabled():
        yield


@dataclass
class Told:
    """A line to a job that is not there: remembers the steps, and does what the test wants at one of them."""

    at: Step | None = None
    then: Callable[[], None] | None = None
    at_confirm: Callable[[], None] | None = None
    steps: list[str] = field(default_factory=list)

    def report(self, _per_cent: int, step: str, **_facts: int) -> None:
        """Remember the step."""
        self.steps.append(step)
        if step == self.at and self.then:
            self.then()

    def confirm(self) -> None:
        """Say that the job is still this worker's."""
        if self.at_confirm:
            self.at_confirm()

    def check(self) -> None:
        """Go on."""


def _raise(error: type[Exception]) -> Callable[[], None]:
    def raise_it() -> None:
        raise error

    return raise_it


def _left(run: ImportRun) -> list[str]:
    return list(Snapshot.objects.filter(run_id=run.pk).values_list("state", flat=True))


def test_import_lets_the_books_count_and_makes_the_year(company: Engagement) -> None:
    run = import_files(company, [BOOK])

    year = company.fiscal_years.get()
    snapshot = year.books.current
    assert (run.state, run.job and run.job.state) == (ImportRun.State.DONE, Job.State.DONE)
    assert (year.start, year.end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (snapshot.run_id, snapshot.voucher_count, snapshot.posting_count) == (run.pk, 1, 2)
    assert run.files.get().snapshot == snapshot
    assert [one.code for one in run.findings.all()] == ["year-created"]


def test_import_is_told_in_the_log(company: Engagement, bob: User) -> None:
    do_job(start(company, [BOOK], user=bob))

    events = Event.objects.filter(engagement=company).order_by("sequence")
    with translation.override("en"):
        told = [(event.code, event.actor_id, event.result, sentence(event)) for event in events]
    assert told == [
        ("import:started", bob.pk, "done", "Import started: same-file.se."),
        ("fiscal_year:created", bob.pk, "done", "The fiscal year 2025-01-01–2025-12-31 was created."),
        ("import:done", bob.pk, "done", "Imported: same-file.se."),
    ]


def test_several_files_are_several_years_and_count_at_once(company: Engagement) -> None:
    run = import_files(company, [BOOK, OTHER_YEAR])

    years = company.fiscal_years.order_by("start")
    assert run.state == ImportRun.State.DONE
    assert [(year.start.year, year.books.current.run_id) for year in years] == [(2024, run.pk), (2025, run.pk)]


def test_same_year_twice_in_one_import_is_refused(company: Engagement) -> None:
    run = import_files(company, [BOOK, example("number-gaps")])

    assert run.state == ImportRun.State.FAILED
    assert run.findings.filter(code="year-twice").count() == 1
    assert state_of(company) == {"years": [], "books": [], "source": "sie_file"}


def test_same_year_again_takes_the_place_of_the_books_and_never_doubles_them(company: Engagement) -> None:
    first = import_files(company, [BOOK])
    second = import_files(company, [BOOK])

    books = company.fiscal_years.get().books
    assert books.previous
    assert (books.current.run_id, books.previous.run_id) == (second.pk, first.pk)
    assert Voucher.objects.filter(snapshot=books.current).count() == 1
    assert Posting.objects.filter(pk__range=books.current.keys).count() == 2
    assert [one.code for one in second.findings.all()] == ["same-file"]


@pytest.mark.parametrize(
    "code", ["organisation-number-other", "amount-unreadable", "file-truncated", "year-overlaps", "not-sie"]
)
def test_refused_import_changes_nothing_and_keeps_findings_and_file(company: Engagement, code: str) -> None:
    import_files(company, [BOOK])
    before = state_of(company)

    run = import_files(company, [example(code)])

    assert state_of(company) == before
    assert (run.state, run.error_code) == (ImportRun.State.FAILED, "import-refused")
    assert run.job
    assert (run.job.state, run.job.error_code) == (Job.State.FAILED, "import-refused")
    assert code in {one.code for one in run.findings.all()}
    assert run_files.stored(run.files.get()).path.read_bytes() == example(code).read()
    assert _left(run) == []


def test_all_unreadable_lines_are_found_at_once(company: Engagement) -> None:
    content = example("amount-unreadable").read().replace(b"#VER A 1 20250310", b"#VER A 1 20250231")

    run = import_files(company, [sent(content)])

    errors = run.findings.filter(severity="error").values_list("code", "line")
    assert list(errors) == [("date-unreadable", 17), ("amount-unreadable", 19)]


def test_import_that_has_to_ask_waits_and_changes_nothing(company: Engagement) -> None:
    run = import_files(company, [example("voucher-unbalanced")])

    assert run.state == ImportRun.State.WAITING
    assert run.job
    assert run.job.state == Job.State.DONE
    assert state_of(company) == {"years": [], "books": [], "source": "sie_file"}
    assert [one.code for one in run.findings.filter(severity="decision")] == ["voucher-unbalanced"]
    logged = Event.objects.filter(engagement=company).order_by("sequence").values_list("code", "result")
    assert list(logged) == [("import:started", "done"), ("import:waiting", "waiting")]


@pytest.mark.parametrize("step", [Step.FETCHING, Step.READING, Step.SAVING, Step.FINISHING])
def test_import_cancelled_at_any_step_changes_nothing(company: Engagement, step: Step) -> None:
    import_files(company, [OTHER_YEAR])
    before = state_of(company)
    run = start(company, [BOOK])

    with pytest.raises(Cancelled):
        work(Told(step, _raise(Cancelled)), str(run.pk))  # type: ignore[arg-type]

    run.refresh_from_db()
    assert state_of(company) == before
    assert run.state == ImportRun.State.CANCELLED
    assert set(_left(run)) <= {Snapshot.State.DISCARDED}
    assert run_files.stored(run.files.get()).path.exists()


@pytest.mark.parametrize("step", [Step.READING, Step.SAVING, Step.FINISHING])
def test_import_that_breaks_changes_nothing_and_says_so(company: Engagement, step: Step) -> None:
    import_files(company, [OTHER_YEAR])
    before = state_of(company)
    run = start(company, [BOOK])

    with pytest.raises(ZeroDivisionError):
        work(Told(step, _raise(ZeroDivisionError)), str(run.pk))  # type: ignore[arg-type]

    run.refresh_from_db()
    assert state_of(company) == before
    assert (run.state, run.error_code) == (ImportRun.State.FAILED, "unexpected")


def test_worker_that_lost_its_job_writes_nothing_and_the_next_one_starts_over(company: Engagement) -> None:
    run = start(company, [BOOK])

    with pytest.raises(LeaseLost):
        work(Told(at_confirm=_raise(LeaseLost)), str(run.pk))  # type: ignore[arg-type]

    run.refresh_from_db()
    assert (run.state, Books.objects.count()) == (ImportRun.State.RUNNING, 0)
    again = do_job(run)
    assert again.state == ImportRun.State.DONE
    assert sorted(_left(run)) == [Snapshot.State.READY]
    assert company.fiscal_years.get().books.current.run_id == run.pk


def test_job_delivered_again_after_its_end_does_nothing(company: Engagement) -> None:
    run = import_files(company, [BOOK])

    result = work(Told(), str(run.pk))  # type: ignore[arg-type]

    assert result == {"state": ImportRun.State.DONE}
    assert Snapshot.objects.count() == 1


def test_person_who_lost_the_right_imports_nothing(company: Engagement, bob: User) -> None:
    run = start(company, [BOOK], user=bob)
    bob.memberships.update(role=Role.READER)

    run = do_job(run)

    assert (run.state, run.outcome) == (ImportRun.State.QUEUED, ImportRun.State.FAILED)
    assert state_of(company)["books"] == []


def test_sweep_ends_imports_whose_jobs_have_died(company: Engagement, bob: User) -> None:
    run = start(company, [BOOK], user=bob)
    Job.objects.filter(pk=str(run.job_id)).update(
        state=Job.State.FAILED, error_code="worker_lost", finished_at=timezone.now()
    )

    swept = sweep(Told())  # type: ignore[arg-type]

    run.refresh_from_db()
    assert swept == {"ended": 1, "removed": 0}
    assert (run.state, run.error_code) == (ImportRun.State.FAILED, "worker_lost")
    assert Event.objects.filter(code="import:failed").count() == 1


def test_sweep_leaves_living_imports_alone(company: Engagement) -> None:
    run = start(company, [BOOK])

    sweep(Told())  # type: ignore[arg-type]

    run.refresh_from_db()
    assert run.state == ImportRun.State.QUEUED


def test_file_without_a_year_goes_to_the_one_chosen(company: Engagement) -> None:
    year = make_fiscal_year(company)
    make_fiscal_year(company, date(2024, 1, 1), date(2024, 12, 31))

    run = import_files(company, [example("year-missing")], choices=Choices(year=year))

    assert run.files.get().fiscal_year == year
    assert [one.code for one in run.findings.all()] == ["year-assumed"]


def test_import_file_does_not_replace_complete_books_unasked(company: Engagement) -> None:
    import_files(company, [BOOK])

    run = import_files(company, [example("import-file-replaces-books")])

    assert run.state == ImportRun.State.WAITING
    assert company.fiscal_years.get().books.current.run_id != run.pk


def test_series_and_numbers_are_filled_in_and_marked(company: Engagement) -> None:
    import_files(company, [example("series-filled")])

    vouchers = Voucher.objects.order_by("pk").values_list("series", "number", "is_filled")
    assert list(vouchers) == [("A", "1", False), ("X", "7", True), ("X", "8", True)]


def test_with_too_many_objects_all_are_left_out_and_postings_kept(company: Engagement) -> None:
    run = import_files(company, [example("too-many-objects")])

    snapshot = company.fiscal_years.get().books.current
    assert run.state == ImportRun.State.WARNED
    assert list(Posting.objects.filter(pk__range=snapshot.keys).values_list("object_list", flat=True)) == [0, 0]
    assert snapshot.object_lists.count() == 0


def test_opening_balances_are_taken_from_last_year(company: Engagement) -> None:
    import_files(company, [example("opening-taken")])

    accounts = company.fiscal_years.get().books.current.accounts
    assert dict(accounts.values_list("number", "opening_ore")) == {"1930": 10_000, "2081": -10_000, "3001": 0}


def test_findings_are_kept_in_order_with_their_file(company: Engagement) -> None:
    run = import_files(company, [example("number-gaps"), OTHER_YEAR])

    kept = ImportFinding.objects.filter(run=run).values_list("ordinal", "code", "file__name")
    assert list(kept) == [
        (0, "year-created", "number-gaps.se"),
        (1, "number-gaps", "number-gaps.se"),
        (2, "year-created", "year-created.se"),
    ]
