"""Whatever workers, sweeps and time do to a job, it is done once, by one worker at a time."""

import uuid
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from closing.jobs import run, sweeper
from closing.jobs.errors import Cancelled, LeaseLost, Retry
from closing.jobs.models import Job
from closing.jobs.progress import Progress

WORKERS = ("one", "two", "three")


class JobMachine(RuleBasedStateMachine):
    """Three workers, a sweeper, a clock and an impatient person act on a job in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel("2026-01-15 12:00:00+01:00", tick=False)
        self.time = self.clock.start()
        self.held: dict[str, Job] = {}
        self.effects: Counter[uuid.UUID] = Counter()
        self.claims = 0
        self.begin()

    def begin(self) -> None:
        """Begin with a job that waits."""
        self.job = Job.objects.create(kind="import", kicked_at=timezone.now())

    def teardown(self) -> None:
        """See that the job ends when workers live, and give time back."""
        try:
            self.see_it_end()
        finally:
            self.clock.stop()

    def see_it_end(self) -> None:
        """Let a healthy worker and the sweeper act: within two leases the job has ended."""
        for _ in range(2):
            self.time.shift(timedelta(seconds=91))
            sweeper.sweep()
            if claimed := run.claim(self.job.pk, owner="healthy"):
                self.bring_to_an_end(claimed)
        assert self.has_ended()
        self.effect_happens_at_most_once()

    def has_ended(self) -> bool:
        """Say whether nothing more will be done to the job."""
        self.job.refresh_from_db()
        return not self.job.is_live

    def is_held(self) -> bool:
        """Say whether a worker thinks that it has a job."""
        return bool(self.held)

    def one_of_them(self, draw: st.DataObject) -> str:
        """Choose a worker that thinks so."""
        return draw.draw(st.sampled_from(sorted(self.held)))

    @rule(worker=st.sampled_from(WORKERS))
    def deliver(self, worker: str) -> None:
        """The queue delivers the job to a worker, perhaps once more; when it has ended, the next one."""
        if self.has_ended():
            self.effect_happens_at_most_once()
            self.begin()
        self.claims += 1
        if claimed := run.claim(self.job.pk, owner=f"{worker}-{self.claims}"):
            self.held[worker] = claimed

    @precondition(is_held)
    @rule(draw=st.data())
    def finish(self, draw: st.DataObject) -> None:
        """A worker brings its work to an end, perhaps long after it lost the job."""
        self.bring_to_an_end(self.held.pop(self.one_of_them(draw)))

    def bring_to_an_end(self, job: Job) -> None:
        """Make the effect count, in the transaction that asks whether the job is still one's own."""
        with suppress(LeaseLost), transaction.atomic():
            Progress(job).confirm()
            self.effects[job.pk] += 1
            run.finish(job, Job.State.DONE)

    @precondition(is_held)
    @rule(draw=st.data())
    def report(self, draw: st.DataObject) -> None:
        """A worker tells how far it is, and stops when it is told to."""
        worker = self.one_of_them(draw)
        try:
            Progress(self.held[worker]).report(50, "working")
        except Cancelled:
            run.finish(self.held.pop(worker), Job.State.CANCELLED)
        except LeaseLost:
            del self.held[worker]

    @precondition(is_held)
    @rule(draw=st.data())
    def put_off(self, draw: st.DataObject) -> None:
        """A worker finds that the outside world is not ready."""
        run.put_back(self.held.pop(self.one_of_them(draw)), Retry(timedelta(seconds=45)))

    @precondition(is_held)
    @rule(draw=st.data())
    def die(self, draw: st.DataObject) -> None:
        """A worker is killed."""
        del self.held[self.one_of_them(draw)]

    @precondition(lambda self: len(self.held) > 1)
    @rule()
    def cancel(self) -> None:
        """Somebody asks to stop a job that several workers think they have."""
        run.cancel(self.job)

    @precondition(is_held)
    @rule(worker=st.sampled_from(WORKERS))
    def overtake(self, worker: str) -> None:
        """Every worker is silent for longer than a lease, and the queue delivers the job once more."""
        self.time.shift(timedelta(seconds=91))
        self.deliver(worker)

    @rule(seconds=st.sampled_from([1, 45, 91]))
    def sweep(self, seconds: int) -> None:
        """Time passes, and the watchdog sweeps."""
        self.time.shift(timedelta(seconds=seconds))
        sweeper.sweep()

    @invariant()
    def effect_happens_at_most_once(self) -> None:
        """The effect is counted only by whoever held the job."""
        state = Job.objects.values_list("state", flat=True).get(pk=self.job.pk)
        assert self.effects[self.job.pk] == (1 if state == Job.State.DONE else 0)

    @invariant()
    def attempts_are_counted(self) -> None:
        """Nobody tries more often than three times."""
        assert Job.objects.values_list("attempt", flat=True).get(pk=self.job.pk) <= run.MOST_ATTEMPTS

    @invariant()
    def lease_goes_with_the_work(self) -> None:
        """A job is leased while it runs, and only then."""
        job = Job.objects.get(pk=self.job.pk)
        assert (job.lease_until is not None) == (job.state == Job.State.RUNNING)


@pytest.mark.django_db
def test_job_is_done_at_most_once() -> None:
    run_state_machine_as_test(JobMachine, settings=hypothesis_settings(max_examples=60, deadline=None))


@pytest.mark.django_db
def test_worker_that_lost_the_job_makes_nothing_count() -> None:
    machine = JobMachine()
    machine.deliver("one")
    machine.overtake("two")

    machine.bring_to_an_end(machine.held["one"])
    after_one = dict(machine.effects)
    machine.bring_to_an_end(machine.held["two"])
    machine.teardown()

    assert (after_one, dict(machine.effects)) == ({}, {machine.job.pk: 1})
    assert machine.job.leased_by == "two-2"


@pytest.mark.django_db
def test_job_left_behind_three_times_is_given_up() -> None:
    job = Job.objects.create(kind="import", kicked_at=timezone.now())
    swept = []
    for attempt in range(3):
        run.claim(job.pk, owner=f"worker-{attempt}")
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        swept.append(sweeper.sweep())

    job.refresh_from_db()
    assert [one["taken_up"] for one in swept] == [1, 1, 0]
    assert (job.state, job.error_code) == ("failed", "worker_lost")
