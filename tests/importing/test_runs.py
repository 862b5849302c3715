"""Beginning an import, answering what it asks, repeating it, stopping it."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django_scopes import scopes_disabled

from closing.activity.models import Event
from closing.books.models import Voucher
from closing.engagements.models import Engagement
from closing.importing import run_files, runs
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from closing.jobs.errors import AlreadyRunning
from closing.jobs.models import Job
from closing.users.models import User
from tests.importing.conftest import example, import_files, start, state_of
from tests.importing.conftest import work as do_job

pytestmark = pytest.mark.django_db(transaction=True)

BOOK = example("same-file")
OTHER_YEAR = example("year-created")


@pytest.fixture(autouse=True)
def _everywhere() -> Iterator[None]:
    with scopes_disabled():
        yield


def test_accepted_import_goes_on_with_the_same_files_and_is_logged(company: Engagement, bob: User) -> None:
    run = import_files(company, [example("voucher-unbalanced")])

    runs.accept(run, ["voucher-unbalanced"], user=bob)
    run = do_job(run)

    assert run.state == ImportRun.State.WARNED
    voucher = Voucher.objects.get(snapshot__run_id=run.pk)
    assert voucher.difference_ore == 60
    accepted = Event.objects.get(code="import:accepted")
    assert (accepted.actor, accepted.facts) == (bob, {"source": "sie_file", "codes": ["voucher-unbalanced"]})


def test_decision_taken_beforehand_is_not_asked(company: Engagement) -> None:
    run = import_files(company, [example("ksumma-wrong")], choices=Choices(accepted=("ksumma-wrong",)))

    assert run.state == ImportRun.State.WARNED


def test_answer_given_twice_starts_one_import(company: Engagement) -> None:
    run = import_files(company, [example("ksumma-wrong")])
    runs.accept(run, ["ksumma-wrong"], user=None)

    with pytest.raises(runs.NotWaitingError):
        runs.accept(run, ["ksumma-wrong"], user=None)

    assert Job.objects.filter(kind="import").count() == 2


def test_new_import_takes_the_place_of_one_that_waits(company: Engagement) -> None:
    waiting = import_files(company, [example("ksumma-wrong")])

    import_files(company, [BOOK])

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error_code) == (ImportRun.State.CANCELLED, "replaced")


def test_second_import_at_the_same_time_is_refused_and_leaves_no_file(company: Engagement) -> None:
    first = start(company, [BOOK])

    with pytest.raises(AlreadyRunning) as refused:
        start(company, [OTHER_YEAR])

    assert refused.value.job == first.job
    assert ImportRun.objects.count() == 1
    assert [path.name for path in run_files.folder_of(first.pk).parent.iterdir()] == [str(first.pk)]


def test_import_cancelled_in_the_queue_ends_at_once(company: Engagement, bob: User) -> None:
    run = start(company, [BOOK])

    runs.cancel(run, user=bob)

    run.refresh_from_db()
    assert run.state == ImportRun.State.CANCELLED
    assert do_job(run).state == ImportRun.State.CANCELLED
    assert state_of(company)["books"] == []


def test_waiting_import_can_be_let_go(company: Engagement, bob: User) -> None:
    run = import_files(company, [example("ksumma-wrong")])

    runs.cancel(run, user=bob)

    run.refresh_from_db()
    assert run.state == ImportRun.State.CANCELLED
    assert Event.objects.filter(code="import:cancelled", actor=bob).count() == 1


def test_files_can_be_imported_again_in_another_encoding(company: Engagement, bob: User) -> None:
    first = import_files(company, [example("encoding-detected")])

    second = do_job(runs.again(first, user=bob, encoding="cp437"))

    texts = [company.fiscal_years.get().books.current.accounts.get(number="3001").name]
    assert [file.encoding for file in (first.files.get(), second.files.get())] == ["utf-8", "cp437"]
    assert first.files.get().sha256 == second.files.get().sha256
    assert texts == ["F├╢rs├ñljning"]
    assert [one.code for one in second.findings.all()] == ["encoding-detected"]


def test_import_without_files_cannot_be_repeated(company: Engagement) -> None:
    run = ImportRun.objects.create(engagement=company, source="sie_file", state=ImportRun.State.FAILED)

    with pytest.raises(runs.NothingToRepeatError):
        runs.again(run, user=None)


def test_file_of_any_name_lies_under_a_name_of_ours(company: Engagement) -> None:
    run = start(company, [ContentFile(BOOK.read(), name="../../etc/passwd\u202e.se")])
    BOOK.seek(0)

    file = run.files.get()
    assert file.path == "received-0"
    assert run_files.stored(file).path.parent == run_files.folder_of(run.pk)
