"""How an export is going, and how it ended: entry by entry, and in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closing.entries.export import outgoing
from closing.entries.export.destinations import EntryDestination, destination_named
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.export.pages.forms import VoucherForm
from closing.entries.export.starting import CHECK_KIND
from closing.entries.export.words.telling import obstacle_told, reason_sentence
from closing.entries.export.words.texts import CHECK_ADVICE, CHECK_CHIPS, ITEM_CHIPS
from closing.entries.models import ClosingEntry
from closing.jobs.models import Job
from closing.jobs.texts import words

State = ExportItem.State
Check = ExportItem.Check


def system_name(batch: ExportBatch) -> str:
    """Name the system an export goes to."""
    destination = destination_named(batch.destination)
    return destination.name if destination else batch.destination


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An entry of an export.

    Attributes:
        item: which one.
        voucher: what was or is to be sent.
        advice: what happened to it and what to do; empty when all is well.
        form: in which a person tells the voucher it became; None where there is nothing to tell.
    """

    item: ExportItem
    voucher: OutgoingVoucher
    advice: str
    form: VoucherForm | None = None

    @property
    def amount_ore(self) -> int:
        """Give what it books in debit, in öre."""
        return sum(row.amount_ore for row in self.voucher.rows if row.amount_ore > 0)

    @property
    def text(self) -> str:
        """Give the text of its voucher without the mark."""
        return self.voucher.text.removesuffix(f" [{self.item.marker}]")

    @property
    def place(self) -> str:
        """Give series and number of its voucher; empty before it is booked."""
        return f"{self.item.series} {self.item.number}" if self.item.number else ""

    @property
    def chip(self) -> str:
        """Say how its state is shown."""
        return ITEM_CHIPS[self.item.state]

    @property
    def check_chip(self) -> str:
        """Say how it is shown what reading it back came to; empty before it is booked."""
        return CHECK_CHIPS[self.item.checked] if self.item.state in ExportItem.BOOKED else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an export stands.

    Attributes:
        batch: which one.
        name: of the system it goes to.
        lines: its entries.
        summary: how it ended, in sentences; empty while it runs.
        tone: the colour of that.
    """

    batch: ExportBatch
    name: str
    lines: tuple[ItemLine, ...]
    summary: tuple[str, ...] = ()
    tone: str = ""

    @property
    def total(self) -> int:
        """Count the entries."""
        return len(self.lines)

    @property
    def settled(self) -> int:
        """Count the entries whose fate is known."""
        return sum(line.item.state not in ExportItem.OPEN for line in self.lines)

    @property
    def uncertain(self) -> tuple[ItemLine, ...]:
        """Give the entries of which nobody knows whether they are booked."""
        return tuple(line for line in self.lines if line.item.state in ExportItem.UNCERTAIN)

    @property
    def uncertain_entries(self) -> str:
        """Name the uncertain entries."""
        return ", ".join(str(line.item.entry) for line in self.uncertain)

    @property
    def waits_until(self) -> datetime | None:
        """Say until when it is left alone what may still come; None when nothing waits."""
        job = self.batch.job
        is_waiting = job and job.state == Job.State.QUEUED and job.not_before and self.uncertain
        return job.not_before if job and is_waiting else None

    @property
    def has_to_check(self) -> bool:
        """Say whether looking in the bookkeeping could tell more."""
        return bool(self.uncertain) or any(
            line.item.checked == Check.NOT_YET and line.item.state in ExportItem.BOOKED for line in self.lines
        )

    @property
    def leaves_something(self) -> bool:
        """Say whether entries came back that can be exported again."""
        waiting = ClosingEntry.Status.NOT_TRANSFERRED
        return any(line.item.state in ExportItem.LET_GO and line.item.entry.status == waiting for line in self.lines)


def is_checking(batch: ExportBatch) -> bool:
    """Say whether an export that has ended is being looked up."""
    return bool(
        batch.state == ExportBatch.State.ENDED and batch.job and batch.job.kind == CHECK_KIND and batch.job.is_live
    )


def is_live(batch: ExportBatch) -> bool:
    """Say whether a worker has it, or will."""
    return bool(batch.job and batch.job.is_live and (batch.state in ExportBatch.LIVE or is_checking(batch)))


def is_interrupted(batch: ExportBatch) -> bool:
    """Say whether its worker died, and nothing has ended it yet."""
    return batch.state in ExportBatch.LIVE and not is_live(batch)


def standing(batch: ExportBatch, *, typed: tuple[ExportItem, VoucherForm] | None = None) -> Standing:
    """Gather how an export stands.

    Args:
        batch: which one.
        typed: the voucher of one of its entries as a person told it, when something is wrong with that.
    """
    destination, name = destination_named(batch.destination), system_name(batch)
    items = list(batch.items.select_related("entry").order_by("ordinal"))
    has_ended = batch.state == ExportBatch.State.ENDED
    lines = tuple(
        ItemLine(
            one,
            outgoing.from_json(one.voucher),
            _advice(one, destination, name),
            _form(one, typed) if has_ended else None,
        )
        for one in items
    )
    if not has_ended:
        return Standing(batch, name, lines)
    return Standing(batch, name, lines, tuple(_summary(batch, items, destination)), _tone(items))


def check_failure(batch: ExportBatch) -> str:
    """Say why looking an export up came to nothing; empty when it did not fail."""
    job = batch.job
    if job is None or job.kind != CHECK_KIND or job.state != Job.State.FAILED:
        return ""
    return reason_sentence(job.error_code, destination_named(batch.destination)) or words(job)


def spans(booked: Iterable[tuple[str, int]]) -> str:
    """Write vouchers by series, numbers that follow each other as a span: `A 41–A 52, B 3`."""
    numbers: dict[str, list[int]] = {}
    for series, number in booked:
        numbers.setdefault(series, []).append(number)
    return ", ".join(part for series in sorted(numbers) for part in _of_series(series, sorted(numbers[series])))


def _of_series(series: str, numbers: Sequence[int]) -> Iterator[str]:
    first = last = numbers[0]
    for number in [*numbers[1:], None]:
        if number == last + 1:
            last = number
            continue
        yield f"{series} {first}" if first == last else f"{series} {first}–{series} {last}"
        if number is not None:
            first = last = number


def _advice(item: ExportItem, destination: EntryDestination | None, name: str) -> str:
    if item.state == State.DUPLICATE:
        numbers = ", ".join(f"{item.series} {number}" for number in [item.number, *item.other_numbers] if number)
        return _("%(name)s has it more than once: %(vouchers)s. Reverse all but one of them there.") % {
            "name": name,
            "vouchers": numbers,
        }
    if item.state == State.DONE:
        return str(CHECK_ADVICE.get(item.checked, "")) % {"name": name}
    sentence = obstacle_told(item) or reason_sentence(item.reason, destination)
    if item.state == State.UNKNOWN and not sentence:
        return _("%(name)s did not answer whether it was booked.") % {"name": name}
    return sentence


def _form(item: ExportItem, typed: tuple[ExportItem, VoucherForm] | None) -> VoucherForm | None:
    """Give the form in which a person tells the voucher of an entry that an ended export did not see booked."""
    if typed and typed[0].pk == item.pk:
        return typed[1]
    is_free = item.state in ExportItem.LET_GO and item.entry.status == ClosingEntry.Status.NOT_TRANSFERRED
    if item.state != State.UNKNOWN and not is_free:
        return None
    return VoucherForm(initial={"series": item.series}, auto_id=f"voucher-{item.pk}-%s")


def _summary(batch: ExportBatch, items: Sequence[ExportItem], destination: EntryDestination | None) -> Iterator[str]:
    booked = [one for one in items if one.state in ExportItem.BOOKED]
    places = spans((one.series, one.number) for one in booked if one.number)
    facts = {"booked": len(booked), "all": len(items), "vouchers": places}
    if places:
        yield _("%(booked)s of %(all)s booked: %(vouchers)s.") % facts
    else:
        yield _("%(booked)s of %(all)s booked.") % facts
    yield from _rest(items)
    yield from _read_back(booked, facts={"name": system_name(batch)})
    if len(booked) == len(items):
        return
    if batch.stop_reason:
        yield reason_sentence(batch.stop_reason, destination)
    if batch.stop_words:
        yield _("%(name)s says: %(words)s") % {"name": system_name(batch), "words": batch.stop_words}


def _rest(items: Sequence[ExportItem]) -> Iterator[str]:
    refused = sum(one.state == State.REJECTED for one in items)
    uncertain = sum(one.state in ExportItem.UNCERTAIN for one in items)
    left = sum(one.state in (State.RETURNED, State.PENDING) for one in items)
    doubled = sum(one.state == State.DUPLICATE for one in items)
    if refused:
        yield ngettext("%(number)s was refused.", "%(number)s were refused.", refused) % {"number": refused}
    if uncertain:
        yield ngettext("%(number)s is uncertain.", "%(number)s are uncertain.", uncertain) % {"number": uncertain}
    if left:
        yield ngettext("%(number)s was not sent.", "%(number)s were not sent.", left) % {"number": left}
    if doubled:
        yield ngettext("%(number)s is booked more than once.", "%(number)s are booked more than once.", doubled) % {
            "number": doubled
        }


def _read_back(booked: Sequence[ExportItem], *, facts: dict[str, str]) -> Iterator[str]:
    checks = [one.checked for one in booked]
    if booked and set(checks) == {Check.SAME}:
        yield _("All of them were read back from %(name)s and are as they were sent.") % facts
    elif unread := checks.count(Check.NOT_YET):
        yield ngettext(
            "%(number)s was not read back from %(name)s yet.",
            "%(number)s were not read back from %(name)s yet.",
            unread,
        ) % {**facts, "number": unread}


def _tone(items: Sequence[ExportItem]) -> str:
    states = {one.state for one in items}
    checks = {one.checked for one in items if one.state in ExportItem.BOOKED}
    if states & {State.DUPLICATE, State.REJECTED} or checks & {Check.DIFFERENT, Check.MISSING}:
        return "bad"
    return "good" if states <= {State.DONE} else "warn"
