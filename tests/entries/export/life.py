"""Everything that may happen to the entries of a year on their way to the bookkeeping, in any order.

Workers die and freeze, answers get lost, vouchers come late, people cancel, check and export again. One thing is left
out, because nothing here can prevent it: a worker that stands still between its last look and the voucher's leaving
for longer than the quiet period. It is the same as a voucher that comes later than that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from closing import crash
from closing.entries.export import ending, starting
from closing.entries.export import job as export_job
from closing.entries.export.models import ExportAttempt, ExportBatch, ExportItem
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.models import ClosingEntry, Transfer
from closing.jobs import run, sweeper
from closing.jobs.models import Job
from closing.jobs.progress import Progress
from closing.users.models import User
from tests.entries.export.in_memory import (
    ANSWER_LOST,
    DATA_SOURCE,
    FAULT_AFTER,
    FAULT_BEFORE,
    LOGIN_LOST,
    NO_NUMBER,
    NOT_REACHED,
    OK,
    REFUSED,
    REFUSED_ALL,
    REQUEST_LOST,
    TOO_MANY,
    Books,
    InMemoryDestination,
    Sent,
    late,
)
from tests.entries.made_entries import make_entry
from tests.factories import make_agency, make_engagement, make_fiscal_year

QUIET_SECONDS = 120
"""In the tests of the machine; a voucher comes before it is over, or is counted as `beyond`."""
LATE, LATEST, BEYOND = late(60), late(119), late(500)
UNKNOWN_FATES = (REQUEST_LOST, ANSWER_LOST, FAULT_BEFORE, FAULT_AFTER, NO_NUMBER, LATE, LATEST, BEYOND)
KNOWN_FATES = (OK, NOT_REACHED, TOO_MANY, LOGIN_LOST, REFUSED, REFUSED_ALL)
FATES = st.one_of(st.sampled_from(UNKNOWN_FATES), st.sampled_from(KNOWN_FATES))
SENDING = ("after_intent", "leave", "commit", "after_answer", "after_record")
POINTS = ("before_claim", *SENDING, "during_look", "after_reading_back", "before_end")
PAUSES = st.sampled_from([0, 31, 91, 121])
MOST_ENTRIES = 4


class Killed(BaseException):
    """A worker that dies: nothing after it is done."""


class Life(RuleBasedStateMachine):
    """The entries of one year, the books they go to, and everybody who touches them."""

    patch: pytest.MonkeyPatch
    user: User
    is_seen_through = True

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel("2026-02-03 12:00:00+01:00", tick=False)
        self.clock = self.travel.start()
        self.year = make_fiscal_year(make_engagement(make_agency(), data_source=DATA_SOURCE))
        self.books = Books(organisation_number=self.year.engagement.organisation_number)
        self.patch.setattr(InMemoryDestination, "books", self.books)
        self.books.on_leave = lambda _voucher: crash.point("export:leave")
        self.books.on_commit = self._note_how_late
        self.beyond: set[str] = set()

    # --- What may happen ------------------------------------------------------------------------------------------

    @precondition(lambda self: not self._job() and (self._waiting() or self._has_room()))
    @rule(count=st.integers(0, 2), series=st.sampled_from(["A", "A", "M"]), is_busy=st.booleans())
    def entries_are_made_and_exported(self, count: int, series: str, *, is_busy: bool) -> None:
        """Somebody writes entries and exports all that was not transferred, for the first time or again."""
        for _ in range(count if self._has_room() else 0):
            make_entry(self.year)
        if is_busy:
            self.books.book_by_person(series)
        if self._waiting():
            self.export(series)

    @precondition(lambda self: self._job())
    @rule(fates=st.lists(FATES, min_size=1, max_size=2), after=PAUSES)
    def a_worker_comes(self, fates: list[Sent], after: int) -> None:
        """Let a worker come after a while, and its vouchers meet their fates."""
        self.clock.shift(after)
        self.books.planned[:] = fates
        self._deliver()
        self._calm()

    @precondition(lambda self: self._job())
    @rule(fate=FATES, place=st.sampled_from(POINTS), after=PAUSES)
    def a_worker_dies(self, fate: Sent, place: str, after: int) -> None:
        """Let a worker come after a while, and die at a place."""
        self.clock.shift(after)
        self.books.planned[:] = [fate]
        with self._at(place, self._die):
            self._deliver()
        self._calm()

    @precondition(lambda self: self._job())
    @rule(questions=st.integers(1, 3))
    def a_worker_is_not_answered(self, questions: int) -> None:
        """Let a worker come when the bookkeeping answers no questions."""
        self.clock.shift(121)
        self.books.away = questions
        self._deliver()
        self._calm()

    @precondition(lambda self: self._job())
    @rule(fates=st.lists(FATES, max_size=2), place=st.sampled_from(POINTS), seconds=st.sampled_from([91, 121]))
    def a_worker_freezes_and_goes_on_after_another(self, fates: list[Sent], place: str, seconds: int) -> None:
        """Let a worker stand still until others have taken over, and then go on as if nothing had happened."""
        self.clock.shift(121)
        self.books.planned[:] = fates
        has_left = place == "leave"
        met: list[str] = []

        def freeze() -> None:
            if not met:
                met.append(place)
                # What has left is not held up for longer than the sender waits for an answer.
                self.clock.shift(60 if has_left else seconds)
                with self._at(None, self._die):
                    self._deliver()
                    self.clock.shift(0 if has_left else QUIET_SECONDS)
                    self._deliver()

        with self._at(place, freeze):
            self._deliver()
        self._calm()

    @rule(seconds=st.sampled_from([31, 91, 601]), is_swept=st.booleans())
    def time_passes(self, seconds: int, *, is_swept: bool) -> None:
        """Let time pass, vouchers arrive that were on their way, and perhaps the watchdog and the sweeper."""
        self.clock.shift(seconds)
        self.books.due()
        if is_swept:
            self.sweep()

    @precondition(lambda self: self._job())
    @rule()
    def somebody_cancels(self) -> None:
        """Cancel the export that is under way, or the look."""
        ending.cancel(ExportBatch.objects.get(job=self._job()), actor=self.user)

    @precondition(lambda self: self._uncertain() and not self._job())
    @rule()
    def somebody_checks(self) -> None:
        """Ask to look for what an ended export left uncertain."""
        starting.check(self._uncertain()[0].batch, actor=None)

    # --- What always holds ----------------------------------------------------------------------------------------

    @invariant()
    def no_voucher_is_booked_twice(self) -> None:
        """Two vouchers never carry one mark."""
        for entry in self._entries():
            numbers = self.books.numbers_of(entry.marker)
            assert len(numbers) < 2 or entry.marker in self.beyond, f"voucher booked twice: {entry} is {numbers}"

    @invariant()
    def what_is_done_is_there(self) -> None:
        """The bookkeeping has every entry that is done, under its number and with its mark."""
        for item in self._items(*ExportItem.BOOKED):
            assert f"{item.series} {item.number}" in self.books.numbers_of(item.marker)

    @invariant()
    def what_was_given_back_is_not_there(self) -> None:
        """An entry that can be exported again is not booked, and will not be."""
        for entry in self._waiting():
            there = [*self.books.numbers_of(entry.marker), *self.books.coming(entry.marker)]
            assert not there or entry.marker in self.beyond, f"{entry} was given back and is {there}"

    @invariant()
    def entry_and_export_agree(self) -> None:
        """An entry is held while an export has it open, and is transferred once one has booked it."""
        for entry in self._entries():
            states = set(ExportItem.objects.filter(entry=entry).values_list("state", flat=True))
            is_open, is_booked = bool(states & set(ExportItem.OPEN)), bool(states & set(ExportItem.BOOKED))
            expected = "transferring" if is_open else "transferred" if is_booked else "not_transferred"
            assert (entry.status, is_open and is_booked) == (expected, False)
            assert Transfer.objects.filter(entry=entry).exists() == is_booked

    @invariant()
    def nothing_waits_in_an_export_that_has_ended(self) -> None:
        """What an ended export has open is uncertain."""
        waiting = self._items(ExportItem.State.PENDING, ExportItem.State.SENDING)
        assert not [item for item in waiting if item.batch.state != ExportBatch.State.RUNNING]

    @invariant()
    def numbers_are_in_the_order_of_the_entries(self) -> None:
        """Within an export, a later entry has a higher number."""
        for batch in ExportBatch.objects.filter(fiscal_year=self.year):
            booked = batch.items.filter(state=ExportItem.State.DONE).exclude(marker__in=self.beyond)
            numbers = list(booked.order_by("ordinal").values_list("number", flat=True))
            assert numbers == sorted(number or 0 for number in numbers)

    def teardown(self) -> None:
        """Let all go well from now on: every entry is booked, once."""
        try:
            if self.is_seen_through:
                self._see_it_through()
        finally:
            self.travel.stop()

    # --- How it is done -------------------------------------------------------------------------------------------

    def export(self, series: str) -> None:
        """Begin to export all that was not transferred."""
        batch = ExportBatch.objects.create(
            engagement=self.year.engagement,
            fiscal_year=self.year,
            destination=DATA_SOURCE,
            state=ExportBatch.State.READY,
        )
        versions = {entry.pk: entry.version for entry in self._waiting()}
        starting.send(batch, starting.Chosen(versions, {"V": series}), actor=None)

    def sweep(self) -> None:
        """Take up jobs that were left behind, and end exports that nobody will."""
        sweeper.sweep()
        export_job.sweep(Progress(Job.objects.create(kind="export_sweep", state="running")))

    def _see_it_through(self) -> None:
        for _ in range(20):
            self.time_passes(2000, is_swept=True)
            if self._job():
                self._deliver()
            elif self._uncertain():
                self.somebody_checks()
            elif self._waiting():
                self.export("A")
            else:
                break
        for entry in self._entries():
            assert entry.status == ClosingEntry.Status.TRANSFERRED, f"{entry} is {entry.status}"
            assert self.books.numbers_of(entry.marker), f"{entry} was never booked"
        self.no_voucher_is_booked_twice()
        self.what_is_done_is_there()

    def _entries(self) -> list[ClosingEntry]:
        return list(self.year.closing_entries.order_by("number"))

    def _waiting(self) -> list[ClosingEntry]:
        return [entry for entry in self._entries() if entry.status == ClosingEntry.Status.NOT_TRANSFERRED]

    def _items(self, *states: ExportItem.State) -> list[ExportItem]:
        return list(ExportItem.objects.filter(entry__fiscal_year=self.year, state__in=states).select_related("batch"))

    def _uncertain(self) -> list[ExportItem]:
        return [item for item in self._items(ExportItem.State.UNKNOWN) if item.batch.state == "ended"]

    def _has_room(self) -> bool:
        return self.year.closing_entries.count() < MOST_ENTRIES

    def _job(self) -> Job | None:
        return Job.objects.filter(engagement=self.year.engagement, state__in=Job.LIVE).first()

    def _deliver(self) -> None:
        job = self._job()
        if job:
            try:
                run.run(str(job.pk))
            except Killed:
                return

    def _calm(self) -> None:
        self.books.planned.clear()
        self.books.away = 0

    def _note_how_late(self, voucher: OutgoingVoucher) -> None:
        """Note whether a voucher that is on its way comes later than it is waited for, and meet what happens now."""
        attempts = ExportAttempt.objects.filter(item__marker=voucher.marker).order_by("-started_at", "-ordinal")
        quiet_from = attempts[0].started_at + timedelta(seconds=QUIET_SECONDS)
        if any(at > quiet_from for at in self.books.coming(voucher.marker)):
            self.beyond.add(voucher.marker)
        crash.point("export:commit")

    def _die(self) -> None:
        raise Killed

    @contextmanager
    def _at(self, place: str | None, act: Callable[[], None]) -> Iterator[None]:
        """Do something when a worker comes to a place, and nothing at any other."""

        def point(name: str) -> None:
            if name == f"export:{place}":
                act()

        with self.patch.context() as patch:
            patch.setattr(crash, "point", point)
            yield
