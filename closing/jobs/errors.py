"""What ends a job other than its work being done.

JobError
├── AlreadyRunning   the engagement has such a job under way
├── UserError        the person who started it must do something; code and facts make the sentence
├── Retry            the outside world was not ready; try again later
├── Cancelled        somebody asked for it
└── LeaseLost        another worker has taken the job over; this one must stop and write nothing more
"""

from datetime import timedelta
from typing import Any

from closing.jobs.models import Job


class JobError(Exception):
    """Ends a job, or keeps it from starting."""


class AlreadyRunning(JobError):  # noqa: N818 -- reads as what happened
    """A live job holds the same key; `job` is that job."""

    def __init__(self, job: Job | None) -> None:
        self.job = job
        super().__init__()


class UserError(JobError):
    """The work cannot be done as asked; `code` and `facts` make a sentence in the person's language."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


class Retry(JobError):  # noqa: N818 -- reads as what is to be done
    """The work can be done later; `after` tells when."""

    def __init__(self, after: timedelta) -> None:
        self.after = after
        super().__init__()


class Cancelled(JobError):  # noqa: N818 -- reads as what happened
    """Somebody asked to stop the work."""


class LeaseLost(JobError):  # noqa: N818 -- reads as what happened
    """The job is no longer this worker's."""
