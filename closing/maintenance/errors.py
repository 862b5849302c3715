"""What stops a change of an engagement's settings.

MaintenanceError
├── SourceRefusedError      the source cannot be changed to; carries the reason in words
├── YearHasBooksError       the year holds imported books
├── YearHasEntriesError     the year holds closing entries, deleted ones among them
├── YearBetweenError        only the first and the last year can be removed, the first's start and the last's end moved
├── YearInUseError          work on one of its periods has begun
├── NumberInUseError        books have been imported for this organisation number
└── WorkUnderWayError       an import is under way

Each carries its facts as attributes; the words stand in `texts.py`.
"""


class MaintenanceError(Exception):
    """Anything that stops a change in this slice, and the base of all its exceptions."""


class SourceRefusedError(MaintenanceError):
    """The engagement cannot change to this source; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class YearHasBooksError(MaintenanceError):
    """The fiscal year holds imported books."""


class YearHasEntriesError(MaintenanceError):
    """The fiscal year holds closing entries, whose numbers are never given out again."""


class YearBetweenError(MaintenanceError):
    """The date lies between two fiscal years of the company."""


class YearInUseError(MaintenanceError):
    """A period of the year is ongoing, locked or paused."""


class NumberInUseError(MaintenanceError):
    """Books have been imported for this organisation number, so it stays."""


class WorkUnderWayError(MaintenanceError):
    """An import or a reset of the engagement is under way."""
