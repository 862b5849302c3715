"""How far an import has come: its steps, and the share of the whole that each file takes."""

from dataclasses import dataclass
from enum import StrEnum

from closing.importing.sources import Progress


class Step(StrEnum):
    """What an import is doing; the words stand in `texts.steps`."""

    FETCHING = "fetching"
    FETCHING_YEAR = "fetching_year"
    FETCHING_LEDGER = "fetching_ledger"
    READING = "reading"
    SAVING = "saving"
    FINISHING = "finishing"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of the way that one file takes among all of them.

    Attributes:
        progress: who is told.
        start: per cent where the stretch of all files begins.
        end: per cent where it ends.
        total: what all files come to, in bytes or rows.
        before: what the files before this one came to.
    """

    progress: Progress
    start: int
    end: int
    total: int
    before: int

    def report(self, done: int, step: Step, **facts: int) -> None:
        """Tell how much of this file is done, of the same measure as the total."""
        share = min((self.before + done) / self.total, 1.0)
        self.progress.report(self.start + int((self.end - self.start) * share), step, **facts)
