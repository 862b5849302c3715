"""What an export came to, entry by entry, as lines of text and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from closing.entries.export.conditions import Code, Obstacle
from closing.entries.export.destinations import EntryDestination, destination_named, destinations
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.offered import Offered
from closing.entries.export.words.reasons import OBSTACLE, REASONS
from closing.entries.export.words.texts import OBSTACLES, obstacle_sentence
from closing.entries.models import ClosingEntry
from closing.jobs.models import Job
from closing.jobs.texts import words as words_of_job


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of an entry, or of the export itself.

    Attributes:
        entry: its number, such as V3; empty when it is the export that is told of.
        state: a code.
        words: the state, and why, in the reader's language.
        voucher: the voucher it is booked as, such as "A 41"; empty when it is not.
        is_well: nothing is left to be done about it.
        codes: what keeps it out.
    """

    entry: str
    state: str
    words: str
    voucher: str = ""
    is_well: bool = True
    codes: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """Tell it in a line."""
        return " ".join(part for part in (self.entry and f"{self.entry}:", self.voucher, self.words) if part)

    def as_json(self) -> str:
        """Tell it as a JSON object."""
        told = {"entry": self.entry or None, "state": self.state, "voucher": self.voucher or None, "words": self.words}
        return json.dumps({**told, "codes": dict(self.codes)}, ensure_ascii=False)


def of_offered(one: Offered) -> Line:
    """Tell what would become of an entry."""
    if one.can_be_sent:
        state, fate = "can-be-sent", _("Would be sent to series %(series)s.") % {"series": one.series}
    else:
        state, fate = "would-be-refused", _("Would be refused.")
    words = " ".join([fate, *map(obstacle_sentence, one.obstacles)])
    codes = {str(found.code): "certain" if found.is_certain else "possible" for found in one.obstacles}
    return Line(str(one.entry), state, words, is_well=one.can_be_sent, codes=codes)


def of_item(item: ExportItem) -> Line:
    """Tell what became of an entry."""
    is_booked = item.state in ExportItem.BOOKED
    parts = [item.get_state_display(), item.get_checked_display() if is_booked else why(item)]
    numbers = [item.number, *item.other_numbers] if is_booked else []
    is_well = item.state == ExportItem.State.DONE and item.checked in (ExportItem.Check.SAME, ExportItem.Check.NOT_YET)
    codes = {"reason": item.reason, "obstacle": item.facts.get("obstacle", "")} if item.reason else {}
    return Line(
        str(item.entry),
        item.state,
        ". ".join(filter(None, parts)),
        ", ".join(f"{item.series} {number}" for number in numbers),
        is_well=is_well,
        codes={name: code for name, code in codes.items() if code},
    )


def of_stop(batch: ExportBatch) -> Line | None:
    """Tell why an export stopped before its end; None when all of it was booked."""
    if not batch.stop_reason or not batch.items.exclude(state__in=ExportItem.BOOKED).exists():
        return None
    words = reason(batch.destination, batch.stop_reason, batch.stop_words)
    return Line("", "stopped", words, is_well=False, codes={"reason": batch.stop_reason})


def of_failure(batch: ExportBatch, job: Job) -> Line | None:
    """Tell why an export could not be looked up; None when it was, or when its entries tell."""
    if job.state == Job.State.DONE or batch.items.filter(state=ExportItem.State.UNKNOWN, reason=job.error_code):
        return None
    words = reason(batch.destination, job.error_code, "") or words_of_job(job)
    return Line("", job.state, words, is_well=False, codes={"reason": job.error_code} if job.error_code else {})


def why(item: ExportItem) -> str:
    """Say why an entry is not booked; empty when there is nothing to say."""
    if obstacle := obstacle_told(item):
        return f"{REASONS[OBSTACLE]} {obstacle}"
    return reason(item.batch.destination, item.reason, item.words)


def obstacle_told(item: ExportItem) -> str:
    """Say what kept an entry from being sent; empty when nothing did."""
    code = str(item.facts.get("obstacle", ""))
    if item.reason != OBSTACLE or code not in OBSTACLES:
        return ""
    facts = {name: str(fact) for name, fact in item.facts.items()}
    return obstacle_sentence(Obstacle(Code(code), is_certain=True, facts=facts))


def reason(destination: str, code: str, words: str) -> str:
    """Say in the reader's language what a reason means, with the bookkeeping's own words where it gave any."""
    sentence = reason_sentence(code, destination_named(destination))
    return " ".join(part for part in (sentence, words) if part)


def reason_sentence(code: str, destination: EntryDestination | None) -> str:
    """Say what a reason means and what to do: in the destination's words, or else in ours."""
    return (destination.reason(code) if destination else "") or str(REASONS.get(code, ""))


def logged_reason(code: str) -> str:
    """Write a reason for the activity log; the bookkeeping's own words stand as they are."""
    theirs = next(filter(None, (one.reason(code) for one in destinations())), "")
    return (theirs or str(REASONS.get(code, code))).rstrip(".")


def gone_sentence(entry: ClosingEntry) -> str:
    """Say that an entry is not as it was shown."""
    return _(
        "%(entry)s was changed, deleted or transferred by somebody else meanwhile. Look through the entries as they "
        "are now, and export again."
    ) % {"entry": entry}
