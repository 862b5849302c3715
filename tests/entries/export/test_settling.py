"""Every move names the state it leaves."""

from dataclasses import dataclass

import pytest

from closing.engagements.models import FiscalYear
from closing.entries.export import settling
from closing.entries.export.conditions import Code, Obstacle
from closing.entries.export.destinations import Answer, Outcome
from closing.entries.export.job import _work
from closing.entries.export.models import ExportAttempt, ExportItem
from closing.entries.export.moves import Sighting
from closing.entries.export.work import Terms, Work
from closing.entries.models import ClosingEntry
from closing.jobs import run
from closing.jobs.errors import Cancelled, LeaseLost
from closing.jobs.models import Job
from closing.jobs.progress import Progress
from tests.entries.export.exports import begun
from tests.entries.export.in_memory import Books
from tests.entries.made_entries import make_entry

State = ExportItem.State
pytestmark = pytest.mark.usefixtures("clock", "books")
MARKED = Sighting((7,), is_marked=True)


@dataclass
class Desk:
    """An export of one entry that a worker has just taken up."""

    work: Work
    item: ExportItem

    def put(self, state: State) -> None:
        """Bring the entry into a state."""
        ExportItem.objects.filter(pk=self.item.pk).update(state=state)

    def intend(self) -> ExportAttempt:
        """Begin an attempt."""
        attempt = settling.intend(self.work, self.item, above=3)
        assert attempt
        return attempt

    def stands(self) -> tuple[str, str]:
        """Tell how the entry stands, in the export and by itself."""
        self.item.refresh_from_db()
        return self.item.state, ClosingEntry.objects.get(pk=self.item.entry_id).status


@pytest.fixture
def desk(year: FiscalYear, books: Books) -> Desk:
    """Give an export of an entry under way."""
    assert books
    batch = begun(year, [make_entry(year)])
    assert batch.job
    job = run.claim(batch.job.pk, owner="one")
    assert job
    return Desk(_work(batch, Progress(job), Terms()), batch.items.select_related("entry__fiscal_year").get())


def others(*states: State) -> list[State]:
    """List the states that a move does not leave."""
    return [state for state in State if state not in states]


def test_intent_leaves_waiting_and_keeps_what_it_knew(desk: Desk) -> None:
    attempt = desk.intend()

    assert desk.stands() == ("sending", "transferring")
    assert (desk.item.above, desk.item.sent_at) == (3, attempt.started_at)
    assert (attempt.ordinal, attempt.sha256, attempt.finished_at) == (1, desk.item.sha256, None)


@pytest.mark.parametrize("state", others(State.PENDING))
def test_intent_leaves_no_other_state(desk: Desk, state: State) -> None:
    desk.put(state)

    assert settling.intend(desk.work, desk.item, above=3) is None
    assert (desk.stands()[0], ExportAttempt.objects.count()) == (state, 0)


def test_intent_of_a_worker_that_lost_the_export_is_not_written(desk: Desk) -> None:
    Job.objects.update(leased_by="two")

    with pytest.raises(LeaseLost):
        desk.intend()

    assert (desk.stands()[0], ExportAttempt.objects.count()) == ("pending", 0)


def test_intent_of_a_cancelled_export_is_not_written(desk: Desk) -> None:
    Job.objects.update(cancel_requested=True)

    with pytest.raises(Cancelled):
        desk.intend()

    assert (desk.stands()[0], ExportAttempt.objects.count()) == ("pending", 0)


@pytest.mark.parametrize(
    ("answer", "state", "status"),
    [
        (Answer(Outcome.BOOKED, number=4), "done", "transferred"),
        (Answer(Outcome.BOOKED), "unknown", "transferring"),
        (Answer(Outcome.REFUSED, reason="no", words="w" * 501), "rejected", "not_transferred"),
        (Answer(Outcome.NOT_SENT), "pending", "transferring"),
        (Answer(Outcome.UNKNOWN, status=504), "unknown", "transferring"),
    ],
)
def test_answer_settles_the_entry_that_waits_for_it(desk: Desk, answer: Answer, *, state: str, status: str) -> None:
    attempt = desk.intend()

    settling.record(desk.work, attempt, answer)

    attempt.refresh_from_db()
    assert desk.stands() == (state, status)
    assert (attempt.outcome, attempt.status, attempt.number) == (answer.outcome, answer.status, answer.number)
    assert (attempt.reason, attempt.words) == (answer.reason, answer.words[:500])
    assert attempt.finished_at


@pytest.mark.parametrize("state", others(State.SENDING))
@pytest.mark.parametrize("outcome", Outcome)
def test_answer_to_an_entry_that_no_longer_waits_is_written_at_the_attempt_alone(
    desk: Desk, state: State, outcome: Outcome
) -> None:
    attempt = desk.intend()
    desk.put(state)

    settling.record(desk.work, attempt, Answer(outcome, number=9, reason="late"))

    attempt.refresh_from_db()
    assert (desk.stands(), attempt.outcome) == ((state, "transferring"), outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_late_answer_does_not_settle_a_later_attempt(desk: Desk, outcome: Outcome) -> None:
    first = desk.intend()
    desk.put(State.PENDING)
    second = desk.intend()

    settling.record(desk.work, first, Answer(outcome, number=9))

    first.refresh_from_db()
    assert (desk.stands(), first.outcome) == (("sending", "transferring"), outcome)
    settling.record(desk.work, second, Answer(Outcome.BOOKED, number=10))
    assert (desk.stands(), desk.item.number) == (("done", "transferred"), 10)


def test_answer_is_written_once(desk: Desk) -> None:
    attempt = desk.intend()

    settling.record(desk.work, attempt, Answer(Outcome.UNKNOWN))
    settling.record(desk.work, attempt, Answer(Outcome.REFUSED))

    attempt.refresh_from_db()
    assert (desk.stands()[0], attempt.outcome) == ("unknown", "unknown")


@pytest.mark.parametrize("state", ExportItem.UNCERTAIN)
@pytest.mark.parametrize(
    ("sighting", "is_quiet", "leads_to"),
    [
        (MARKED, False, "done"),
        (Sighting((7, 8), is_marked=True), True, "duplicate"),
        (Sighting((7,)), False, "unknown"),
        (Sighting((7,)), True, "done"),
        (Sighting(), False, "unknown"),
        (Sighting(), True, "pending"),
        (Sighting(is_ambiguous=True), True, "unknown"),
    ],
)
def test_look_settles_what_is_uncertain(
    desk: Desk, state: State, sighting: Sighting, *, is_quiet: bool, leads_to: str
) -> None:
    desk.put(state)

    told = settling.seen(desk.work, desk.item, sighting, is_quiet=is_quiet, sends_again=True)

    assert (told, desk.stands()[0]) == (leads_to, leads_to)
    assert (desk.stands()[1] == "transferred") == (leads_to in {"done", "duplicate"})


def test_look_of_an_ended_export_gives_back_what_is_not_there(desk: Desk) -> None:
    desk.put(State.UNKNOWN)

    told = settling.seen(desk.work, desk.item, Sighting(), is_quiet=True, sends_again=False)

    assert (told, desk.stands()) == ("returned", ("returned", "not_transferred"))
    assert desk.item.reason == "not-found"


@pytest.mark.parametrize("state", others(*ExportItem.UNCERTAIN, State.PENDING))
@pytest.mark.parametrize(("sighting", "sends_again"), [(MARKED, True), (Sighting(), True), (Sighting(), False)])
def test_look_leaves_what_is_settled(desk: Desk, state: State, *, sighting: Sighting, sends_again: bool) -> None:
    desk.put(state)

    told = settling.seen(desk.work, desk.item, sighting, is_quiet=True, sends_again=sends_again)

    assert (told, desk.stands()) == (state, (state, "transferring"))


def test_look_of_a_worker_that_lost_the_export_is_not_written(desk: Desk) -> None:
    desk.intend()
    Job.objects.update(leased_by="two")

    with pytest.raises(LeaseLost):
        settling.seen(desk.work, desk.item, Sighting(), is_quiet=True, sends_again=True)

    assert desk.stands()[0] == "sending"


@pytest.mark.parametrize("state", others(State.PENDING))
def test_obstacle_refuses_nothing_but_what_waits(desk: Desk, state: State) -> None:
    desk.put(state)

    assert settling.refuse(desk.work, desk.item, Obstacle(Code.SERIES_MISSING, is_certain=True)) is False
    assert desk.stands() == (state, "transferring")


def test_obstacle_refuses_what_waits(desk: Desk) -> None:
    assert settling.refuse(desk.work, desk.item, Obstacle(Code.SERIES_MISSING, is_certain=True, facts={"series": "C"}))
    assert desk.stands() == ("rejected", "not_transferred")
    assert (desk.item.reason, desk.item.facts) == ("obstacle", {"obstacle": "series-missing", "series": "C"})


def test_obstacle_of_a_worker_that_lost_the_export_refuses_nothing(desk: Desk) -> None:
    Job.objects.update(leased_by="two")

    with pytest.raises(LeaseLost):
        settling.refuse(desk.work, desk.item, Obstacle(Code.SERIES_MISSING, is_certain=True))

    assert desk.stands()[0] == "pending"


@pytest.mark.parametrize("state", others(*ExportItem.OPEN))
def test_what_is_settled_is_not_found_or_let_go_again(desk: Desk, state: State) -> None:
    desk.put(state)

    found = settling.found(desk.item, (7,), actor=None)
    gone = settling.let_go(desk.item, State.RETURNED, leaving=ExportItem.OPEN, reason="", actor=None)

    assert (found, gone, desk.stands()) == (False, False, (state, "transferring"))


def test_only_what_is_booked_is_booked_twice(desk: Desk) -> None:
    for state in others(*ExportItem.BOOKED):
        desk.put(state)
        settling.booked_twice(desk.item, (7, 8))
        assert desk.stands()[0] == state

    desk.put(State.DONE)
    ExportItem.objects.update(number=8)
    desk.item.refresh_from_db()
    settling.booked_twice(desk.item, (7, 8))
    assert (desk.stands()[0], desk.item.other_numbers) == ("duplicate", [7])


def test_series_that_an_entry_ever_went_to_are_remembered(desk: Desk) -> None:
    settling.let_go(desk.item, State.RETURNED, leaving=(State.PENDING,), reason="", actor=None)
    ExportItem.objects.create(
        batch=desk.work.batch, entry=desk.item.entry, ordinal=2, marker=desk.item.marker, voucher="", series="M"
    )

    assert settling.series_gone_to(desk.item) == {"A", "M"}
