"""The moves of an exported entry from state to state, as docs/exactly-once.md draws them: decided, not made."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from closing.entries.export.destinations import Answer, ListedVoucher, Outcome, ReadVoucher
from closing.entries.export.models import ExportItem
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.marker import markers_in

State = ExportItem.State
Check = ExportItem.Check
Read = Callable[[int], ReadVoucher | None]

AFTER_ANSWER: dict[Outcome, ExportItem.State] = {
    Outcome.BOOKED: State.DONE,
    Outcome.REFUSED: State.REJECTED,
    Outcome.NOT_SENT: State.PENDING,
    Outcome.UNKNOWN: State.UNKNOWN,
}


def after_answer(answer: Answer) -> ExportItem.State:
    """Say where an answer leads: only what was certainly not booked may ever be sent again."""
    return AFTER_ANSWER[answer.outcome]


@dataclass(frozen=True, slots=True)
class Sighting:
    """What looking for a voucher came to.

    Attributes:
        numbers: of the vouchers that are it, in their order.
        is_marked: they carry its mark; otherwise its day and rows alone speak for it.
        is_ambiguous: several look like it and none carries its mark, so a person has to say.
    """

    numbers: tuple[int, ...] = ()
    is_marked: bool = False
    is_ambiguous: bool = False


def sighted(
    voucher: OutgoingVoucher, listed: Iterable[ListedVoucher], *, above: int, taken: Container[int], read: Read
) -> Sighting:
    """Find a voucher among those of its series: by its mark, or else by its day and rows among the newer ones.

    Args:
        voucher: what was sent.
        listed: the vouchers of its series, all of them.
        above: the highest number the series had before it was sent; an older voucher without the mark is another.
        taken: the numbers that other entries are booked as.
        read: gives a voucher with its rows.
    """
    there = sorted(listed, key=lambda one: one.number)
    marked = tuple(one.number for one in there if is_marked(one, voucher.marker))
    if marked:
        return Sighting(marked, is_marked=True)
    newer = [one for one in there if one.number > above and one.number not in taken]
    unmarked = [one.number for one in newer if _may_be(one, voucher)]
    alike = tuple(number for number in unmarked if (found := read(number)) and voucher.has_rows_of(found.rows))
    return Sighting(alike) if len(alike) < 2 else Sighting(is_ambiguous=True)  # noqa: PLR2004 -- two are not one


def is_marked(one: ListedVoucher, marker: str) -> bool:
    """Say whether a voucher carries a mark, in its text or in its comments."""
    return marker in one.text or marker in one.comments


def _may_be(one: ListedVoucher, voucher: OutgoingVoucher) -> bool:
    return one.day in (None, voucher.day) and not markers_in(f"{one.text} {one.comments}")


def after_look(sighting: Sighting, *, is_quiet: bool) -> ExportItem.State:
    """Say where a look leads: before the quiet period is over only its mark proves anything.

    What was sent may still come, and then a voucher like it without the mark was somebody else's.

    Args:
        sighting: what was found.
        is_quiet: when the look began, nothing sent could still be under way.
    """
    if not is_quiet and not sighting.is_marked:
        return State.UNKNOWN
    if len(sighting.numbers) > 1:
        return State.DUPLICATE
    if sighting.numbers:
        return State.DONE
    return State.UNKNOWN if sighting.is_ambiguous else State.PENDING


def quiet_from(sent_at: datetime, quiet: timedelta) -> datetime:
    """Say from when on nothing that was sent then can still be under way."""
    return sent_at + quiet


def after_reading(voucher: OutgoingVoucher, found: ReadVoucher | None) -> ExportItem.Check:
    """Compare a voucher with what the bookkeeping has under its number."""
    if found is None:
        return Check.MISSING
    is_same = found.day in (None, voucher.day) and voucher.marker in found.text and voucher.has_rows_of(found.rows)
    return Check.SAME if is_same else Check.DIFFERENT


def marked_numbers(marker: str, listed: Sequence[ListedVoucher]) -> tuple[int, ...]:
    """Give the numbers of the vouchers that carry a mark."""
    return tuple(sorted(one.number for one in listed if is_marked(one, marker)))
