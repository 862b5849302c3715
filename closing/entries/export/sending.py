"""Sending the entries of an export, each once: intent, one call, outcome; docs/exactly-once.md draws it.

A run may be the first or the tenth: it begins with what an earlier one left uncertain, and sends nothing while anything
is. It stops at the first voucher whose fate is not known, so that numbers stay in the order the user saw.
"""

from dataclasses import replace
from datetime import timedelta

from closing import crash
from closing.entries.export import looking, outgoing, settling
from closing.entries.export.conditions import Conditions, obstacles
from closing.entries.export.destinations import Answer, DestinationError, Outcome
from closing.entries.export.ending import Stop, finish, send_no_more
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.reading_back import read_back
from closing.entries.export.words.reasons import NO_ANSWERS, WRONG_COMPANY, YEAR_MISSING
from closing.entries.export.work import FRESH_SECONDS, Work
from closing.jobs.errors import LeaseLost, Retry
from sie import organisation_number

State = ExportItem.State

MOST_LOOKS = 5
"""In vain: after them a person decides. With the pauses between, Fortnox may be away for half an hour."""
MOST_UNANSWERED = 3
"""Times that a voucher is sent without an answer and is not there afterwards: a fault may be that voucher's own."""
FIRST_LOOK_PAUSE = timedelta(minutes=1)
MOST_TRIES = 6
"""Of a voucher that certainly did not leave, within a run."""
LONGEST_PAUSE_SECONDS = 30
"""Between two of them, less than a lease by far; an export that is told to wait longer stops."""
SAME_REFUSAL_STOPS = 3
"""So many entries in a row refused for the same reason: the next would be too."""


def run(work: Work) -> None:
    """Bring an export to its end.

    Raises:
        Retry: what is uncertain has to be left alone for a while.
        Cancelled: somebody asked to stop; nothing is under way.
        LeaseLost: another worker does this export now.
    """
    try:
        conditions = checked_conditions(work)
        settle_uncertain(work, sends_again=True)
        looking.find_booked(work, items(work.batch, State.PENDING), conditions)
        stop_at_uncertain(work.batch)
        refuse_hopeless(work, conditions)
        send_all(work)
        read_back(work)
        finish(work)
    except DestinationError as error:
        look_later(work.batch, error)
        finish(work, Stop(error.reason, error.words))
    except StopExport as stopped:
        send_no_more(work, stopped.stop)
        read_back(work)
        finish(work)


class StopExport(Exception):  # noqa: N818 -- reads as what happens
    """Nothing more is to be sent; `stop` says why."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.reason)
        self.stop = stop


def items(batch: ExportBatch, *states: ExportItem.State) -> list[ExportItem]:
    """Give the entries of an export that are in some states, in their order."""
    found = (
        batch.items.filter(state__in=states)
        .select_related("entry__fiscal_year__engagement__agency")
        .prefetch_related("entry__rows")
    )
    return list(found.order_by("ordinal"))


def checked_conditions(work: Work) -> Conditions:
    """Ask what vouchers must meet, and make sure that it is this company and this year.

    Raises:
        StopExport: it is not.
        DestinationError: the bookkeeping cannot be asked.
    """
    work.progress.report(0, "asking")
    conditions = work.bookkeeping.conditions()
    if reason := unfit(work.batch, conditions):
        raise StopExport(Stop(reason))
    return conditions


def unfit(batch: ExportBatch, conditions: Conditions) -> str:
    """Say why a bookkeeping cannot take the entries of an export at all; empty when it can."""
    own = batch.engagement.organisation_number
    if not organisation_number.are_equal(conditions.organisation_number, own):
        return WRONG_COMPANY
    return "" if conditions.year else YEAR_MISSING


def settle_uncertain(work: Work, *, sends_again: bool) -> None:
    """Look for what an earlier run left uncertain.

    Raises:
        Retry: something may still come; look again later.
        StopExport: nothing is gained by waiting, a person has to say; or by sending a voucher yet another time.
        DestinationError: the bookkeeping cannot be asked.
    """
    waits: list[timedelta] = []
    given_up = False
    for item in items(work.batch, *ExportItem.UNCERTAIN):
        work.progress.report(0, "looking", entry=str(item.entry))
        is_worth_it = settling.times_unanswered(item) < MOST_UNANSWERED
        wait = looking.look(work, item, sends_again=sends_again and is_worth_it)
        if wait is not None:
            waits.append(wait)
        given_up = given_up or (sends_again and item.state == State.RETURNED)
    if waits:
        raise Retry(after=max(waits))
    stop_at_uncertain(work.batch)
    if given_up:
        raise StopExport(Stop(NO_ANSWERS))


def stop_at_uncertain(batch: ExportBatch) -> None:
    """See that nothing is uncertain before anything is sent.

    Raises:
        StopExport: a person has to say what became of an entry.
    """
    if left := items(batch, State.UNKNOWN):
        raise StopExport(Stop(left[0].reason))


def refuse_hopeless(work: Work, conditions: Conditions) -> None:
    """Give back the entries that would certainly be refused, before the first call."""
    for item in items(work.batch, State.PENDING):
        certain = [
            one for one in obstacles(item.entry.as_draft(), series=item.series, conditions=conditions) if one.is_certain
        ]
        if certain:
            settling.refuse(work, item, certain[0])


def send_all(work: Work) -> None:
    """Send what waits, in its order.

    Raises:
        Retry: the fate of a voucher is not known, or the work takes long.
        StopExport: what follows would be refused as well, or the bookkeeping cannot be reached.
    """
    waiting = items(work.batch, State.PENDING)
    total = work.batch.items.count()
    highest = {series: work.bookkeeping.highest(series) for series in {item.series for item in waiting}}
    refusals: list[str] = []
    crash.point("export:before_claim")
    for place, item in enumerate(waiting):
        work.step("sending", item.ordinal, total)
        if place:  # However long the questions took, a run sends an entry: otherwise none would ever be sent.
            work.pause_if_long()
        answer = send(work, item, above=highest[item.series])
        if answer is None:
            continue
        item.refresh_from_db(fields=["state"])
        if item.state in ExportItem.UNCERTAIN:
            raise Retry(after=work.terms.quiet)
        if answer.outcome == Outcome.BOOKED and answer.number is not None:
            highest[item.series] = max(highest[item.series], answer.number)
        refusals = [*refusals, answer.reason] if answer.outcome == Outcome.REFUSED else []
        if answer.concerns_all or answer.outcome == Outcome.NOT_SENT or _is_pattern(refusals):
            raise StopExport(Stop(answer.reason, answer.words))


def send(work: Work, item: ExportItem, *, above: int) -> Answer | None:
    """Send an entry until its fate is decided or unknown; None when it no longer waits."""
    for tried in range(MOST_TRIES):
        attempt = settling.intend(work, item, above=above)
        if attempt is None:
            return None
        crash.point("export:after_intent")
        begun = attempt.started_at

        def last_look() -> bool:
            return (work.terms.now() - begun).total_seconds() < FRESH_SECONDS and _is_mine(work)  # noqa: B023 -- asked at once

        answer = work.bookkeeping.post(outgoing.from_json(item.voucher), last_look=last_look)
        crash.point("export:after_answer")
        settling.record(work, attempt, answer)
        crash.point("export:after_record")
        is_soon = answer.may_be_sent_again and answer.retry_after <= LONGEST_PAUSE_SECONDS
        if answer.outcome != Outcome.NOT_SENT or not is_soon:
            return answer
        if tried + 1 < MOST_TRIES:
            work.terms.sleep(answer.retry_after)
            work.progress.check()
    return replace(answer, may_be_sent_again=False)


def _is_mine(work: Work) -> bool:
    try:
        work.progress.confirm()
    except LeaseLost:
        return False
    return True


def _is_pattern(refusals: list[str]) -> bool:
    last = refusals[-SAME_REFUSAL_STOPS:]
    return len(last) == SAME_REFUSAL_STOPS and len(set(last)) == 1


def look_later(batch: ExportBatch, error: DestinationError) -> None:
    """Come back later when something is uncertain and the bookkeeping could not be asked; not for ever.

    Raises:
        Retry: it is worth coming back.
    """
    if not error.may_pass or not items(batch, *ExportItem.UNCERTAIN) or batch.looks >= MOST_LOOKS:
        return
    ExportBatch.objects.filter(pk=batch.pk).update(looks=batch.looks + 1)
    raise Retry(after=FIRST_LOOK_PAUSE * 2**batch.looks)
