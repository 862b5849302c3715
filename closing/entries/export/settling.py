"""Where an export writes the states of its entries: every move names the state it leaves; see also `recognised`."""

from django.db import transaction
from django.utils import timezone

from closing.activity.events import Code
from closing.entries import transfers
from closing.entries.errors import VoucherTakenError
from closing.entries.export.conditions import Obstacle
from closing.entries.export.destinations import Answer, Outcome
from closing.entries.export.models import LONGEST_WORDS, ExportAttempt, ExportItem
from closing.entries.export.moves import Sighting, after_answer, after_look
from closing.entries.export.words.reasons import AMBIGUOUS, NOT_FOUND, OBSTACLE, VOUCHER_TAKEN
from closing.entries.export.work import Work
from closing.entries.models import Transfer
from closing.jobs.errors import Cancelled
from closing.jobs.models import Job
from closing.users.models import User

State = ExportItem.State


@transaction.atomic
def intend(work: Work, item: ExportItem, *, above: int) -> ExportAttempt | None:
    """Write down that an entry is about to be sent, before it is; None when it is no longer waiting.

    Raises:
        LeaseLost: another worker does this export now.
        Cancelled: somebody asked to stop.
    """
    work.progress.confirm()
    job = work.batch.job
    if job and Job.objects.filter(pk=job.pk, cancel_requested=True).exists():
        raise Cancelled
    now = work.terms.now()
    waiting = ExportItem.objects.filter(pk=item.pk, state=State.PENDING)
    if not waiting.update(state=State.SENDING, sent_at=now, above=above, reason="", words=""):
        return None
    ordinal = item.attempts.count() + 1
    return ExportAttempt.objects.create(item=item, ordinal=ordinal, sha256=item.sha256, started_at=now)


@transaction.atomic
def record(work: Work, attempt: ExportAttempt, answer: Answer) -> None:
    """Write down what came of an attempt; the attempt always, its entry while this is the attempt it waits for.

    Who lost the export may still do so: nobody else knows what was answered.
    """
    now = work.terms.now()
    ExportAttempt.objects.filter(pk=attempt.pk, finished_at=None).update(
        finished_at=now,
        outcome=answer.outcome,
        status=answer.status,
        reason=answer.reason,
        words=answer.words[:LONGEST_WORDS],
        number=answer.number,
    )
    item = attempt.item
    waiting = ExportItem.objects.select_for_update().filter(pk=item.pk, state=State.SENDING)
    if not waiting.exists() or item.attempts.filter(ordinal__gt=attempt.ordinal).exists():
        return
    state = after_answer(answer)
    news = {"reason": answer.reason, "words": answer.words[:LONGEST_WORDS]}
    if state == State.PENDING:
        _move(item, (State.SENDING,), state, sent_at=None, **news)
    elif state == State.DONE and answer.number is not None:
        found(item, (answer.number,), actor=work.actor)
    elif state == State.REJECTED:
        let_go(item, state, leaving=(State.SENDING,), reason=answer.reason, words=answer.words, actor=work.actor)
    else:
        lose_sight(item, actor=work.actor, **news)


@transaction.atomic
def seen(work: Work, item: ExportItem, sighting: Sighting, *, is_quiet: bool, sends_again: bool) -> ExportItem.State:
    """Write down what looking for an uncertain entry came to, and give its state.

    Args:
        work: on its export.
        item: the entry.
        sighting: what was found.
        is_quiet: the look began after the quiet period.
        sends_again: what is not there waits to be sent again; otherwise it is given back.

    Raises:
        LeaseLost: another worker does this export now.
    """
    work.progress.confirm()
    state = after_look(sighting, is_quiet=is_quiet)
    if state in ExportItem.BOOKED:
        found(item, sighting.numbers, actor=work.actor)
    elif state == State.PENDING and sends_again:
        _move(item, ExportItem.UNCERTAIN, State.PENDING, sent_at=None)
    elif state == State.PENDING:
        let_go(item, State.RETURNED, leaving=ExportItem.UNCERTAIN, reason=NOT_FOUND, actor=work.actor)
    else:
        lose_sight(item, actor=work.actor)
        if is_quiet and sighting.is_ambiguous:
            _move(item, (State.UNKNOWN,), State.UNKNOWN, reason=AMBIGUOUS)
    item.refresh_from_db(fields=["state"])
    return State(item.state)


@transaction.atomic
def lose_sight(item: ExportItem, *, actor: User | None, reason: str = "", words: str = "") -> bool:
    """Write down that nobody knows whether an entry that was sent is booked; say whether it was known until now."""
    if not _move(item, (State.SENDING,), State.UNKNOWN, reason=reason, words=words):
        return False
    transfers.log_entry(item.entry, Code.ENTRY_UNCERTAIN, actor)
    return True


@transaction.atomic
def found(
    item: ExportItem,
    numbers: tuple[int, ...],
    *,
    actor: User | None,
    way: Transfer.Way = Transfer.Way.CONNECTION,
    series: str = "",
) -> bool:
    """Write down that an entry is booked, and as which vouchers; say whether it was open until now."""
    state = State.DONE if len(numbers) == 1 else State.DUPLICATE
    voucher = transfers.BookedAs(way, series or item.series, numbers[0])
    settled = {"settled_at": timezone.now(), "other_numbers": list(numbers[1:]), "reason": "", "words": ""}
    if not _move(item, ExportItem.OPEN, state, series=voucher.series, number=voucher.number, **settled):
        return False
    try:
        with transaction.atomic():
            transfers.book(item.entry, voucher, actor=actor)
    except VoucherTakenError:
        nowhere: dict[str, object] = {"series": item.series, "number": None, "other_numbers": [], "settled_at": None}
        _move(item, (state,), State.UNKNOWN, reason=VOUCHER_TAKEN, **nowhere)
        return False
    return True


@transaction.atomic
def refuse(work: Work, item: ExportItem, obstacle: Obstacle) -> bool:
    """Give an entry back that would certainly be refused, before it is sent; say whether it still waited.

    Raises:
        LeaseLost: another worker does this export now.
    """
    work.progress.confirm()
    facts = {"obstacle": obstacle.code, **obstacle.facts}
    if not _move(item, (State.PENDING,), State.PENDING, facts=facts):
        return False
    return let_go(item, State.REJECTED, leaving=(State.PENDING,), reason=OBSTACLE, actor=work.actor)


@transaction.atomic
def let_go(
    item: ExportItem,
    state: ExportItem.State,
    *,
    leaving: tuple[ExportItem.State, ...],
    reason: str,
    words: str = "",
    actor: User | None,
) -> bool:
    """Give an entry back that was certainly not booked, refused or not sent; say whether it was so until now.

    Args:
        item: the entry.
        state: REJECTED or RETURNED.
        leaving: the states in which it is known that it was not booked.
        reason: why, as a code.
        words: the bookkeeping's own.
        actor: on whose behalf.
    """
    news = {"reason": reason, "words": words[:LONGEST_WORDS], "settled_at": timezone.now()}
    if not _move(item, leaving, state, **news):
        return False
    transfers.give_back(item.entry)
    if state == State.REJECTED:
        transfers.log_entry(item.entry, Code.ENTRY_REFUSED, actor, reason=words or reason)
    else:
        transfers.log_entry(item.entry, Code.ENTRY_RETURNED, actor)
    return True


def booked_twice(item: ExportItem, numbers: tuple[int, ...]) -> None:
    """Write down that the bookkeeping has more than one voucher with an entry's mark."""
    others = [number for number in numbers if number != item.number]
    _move(item, ExportItem.BOOKED, State.DUPLICATE, other_numbers=others)


def taken_by_others(item: ExportItem) -> frozenset[int]:
    """Give the numbers of the item's series that other entries of the year are booked as."""
    others = Transfer.objects.filter(fiscal_year=item.entry.fiscal_year, series=item.series)
    numbers = others.exclude(entry=item.entry).exclude(number=None).values_list("number", flat=True)
    return frozenset(number for number in numbers if number is not None)


def times_unanswered(item: ExportItem) -> int:
    """Count how often an item whose fate is not known was sent; what certainly did not leave is not counted."""
    return item.attempts.exclude(outcome=Outcome.NOT_SENT).count()


def series_gone_to(item: ExportItem) -> frozenset[str]:
    """Give the series that an item's entry was ever to go to."""
    return frozenset(ExportItem.objects.filter(entry=item.entry).values_list("series", flat=True))


def _move(item: ExportItem, leaving: tuple[ExportItem.State, ...], state: ExportItem.State, **news: object) -> bool:
    return bool(ExportItem.objects.filter(pk=item.pk, state__in=leaving).update(state=state, **news))
