"""What has to be done about the entries of a plan."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from closing.entries.draft import DraftRow
from closing.entries.models import ClosingEntry
from closing.entries.planning.reckoning.choices import Choices
from closing.entries.planning.reckoning.figures import Figures
from closing.entries.planning.reckoning.parts import Part, Proposal
from closing.entries.planning.standing import OwnEntry, in_transfer, steps_to
from tests.entries.planning.reckoning.given import planned
from tests.entries.planning.reckoning.test_plan import CHOICES, FIGURES, UNHURRIED

Status = ClosingEntry.Status
LAST_DAY = date(2026, 12, 31)
STANDING = st.sampled_from([one for one in Status if one != Status.DELETED])


@UNHURRIED
@given(FIGURES, CHOICES, STANDING)
def test_entries_of_the_same_plan_are_always_left_alone(found: Figures, choices: Choices, status: Status) -> None:
    proposals = planned(found, choices).proposals
    own = [
        OwnEntry(
            ClosingEntry(kind="S", number=place, day=LAST_DAY, status=status),
            one.part,
            {row.account: row.amount_ore for row in one.rows},
        )
        for place, one in enumerate(proposals, start=1)
    ]

    steps = steps_to(proposals, own, day=LAST_DAY)

    assert [one.is_done for one in steps] == [True] * len(proposals)
    assert [one.kept for one in steps] == [one.entry for one in own]


def test_entry_on_another_day_is_made_anew() -> None:
    entry = ClosingEntry(kind="S", number=1, day=date(2026, 11, 30))
    wanted = Proposal(Part.RESULT, (DraftRow("8999", 5), DraftRow("2099", -5)))

    (step,) = steps_to([wanted], [OwnEntry(entry, Part.RESULT, {"8999": 5, "2099": -5})], day=LAST_DAY)

    assert (step.gone, step.proposal) == ((entry,), wanted)


def test_entries_in_transfer_are_named() -> None:
    entry = ClosingEntry(kind="S", number=3, status=Status.TRANSFERRING)

    assert in_transfer([OwnEntry(entry, Part.TAX, {})]) == ("S3",)
