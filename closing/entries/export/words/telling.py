"""What an export came to, entry by entry, as lines of text and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from closing.entries.export.conditions import Code, Obstacle
from closing.entries.export.destinations import destinations
from closing.entries.export.models import ExportItem
from closing.entries.export.offered import Offered
from closing.entries.export.words.reasons import OBSTACLE, REASONS
from closing.entries.export.words.texts import OBSTACLES, obstacle_sentence


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of an entry.

    Attributes:
        entry: its number, such as V3.
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
        return " ".join(part for part in (f"{self.entry}:", self.voucher, self.words) if part)

    def as_json(self) -> str:
        """Tell it as a JSON object."""
        told = {"entry": self.entry, "state": self.state, "voucher": self.voucher or None, "words": self.words}
        return json.dumps({**told, "codes": dict(self.codes)}, ensure_ascii=False)


def of_offered(one: Offered) -> Line:
    """Tell what would become of an entry."""
    words = " ".join(map(obstacle_sentence, one.obstacles))
    state = "can-be-sent" if one.can_be_sent else "would-be-refused"
    codes = {str(found.code): "certain" if found.is_certain else "possible" for found in one.obstacles}
    return Line(str(one.entry), state, words or one.series, is_well=one.can_be_sent, codes=codes)


def of_item(item: ExportItem) -> Line:
    """Tell what became of an entry."""
    is_booked = item.state in ExportItem.BOOKED
    parts = [item.get_state_display(), *([item.get_checked_display()] if is_booked else [why(item)])]
    voucher = f"{item.series} {item.number}" if is_booked else ""
    is_well = item.state == ExportItem.State.DONE and item.checked in (ExportItem.Check.SAME, ExportItem.Check.NOT_YET)
    codes = {"reason": item.reason} if item.reason else {}
    return Line(str(item.entry), item.state, ". ".join(filter(None, parts)), voucher, is_well=is_well, codes=codes)


def why(item: ExportItem) -> str:
    """Say why an entry is not booked; empty when there is nothing to say."""
    code = str(item.facts.get("obstacle", ""))
    if item.reason == OBSTACLE and code in OBSTACLES:
        facts = {name: str(fact) for name, fact in item.facts.items()}
        return f"{REASONS[OBSTACLE]} {obstacle_sentence(Obstacle(Code(code), is_certain=True, facts=facts))}"
    return reason(item.batch.destination, item.reason, item.words)


def reason(destination: str, code: str, words: str) -> str:
    """Say in the reader's language what a reason means, with the bookkeeping's own words where it gave any."""
    theirs = next((one.reason(code) for one in destinations() if one.key == destination), "")
    ours = str(REASONS.get(code, "")) or theirs
    return " ".join(part for part in (ours, words) if part)
