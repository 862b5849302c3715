"""Settings of the processes that the crash tests start and kill."""

from tests.settings import *  # noqa: F403 -- the application's own
from tests.settings import JOB_KINDS

JOB_KINDS = {**JOB_KINDS, "found": {"work": "tests.jobs.farm.found", "right": "work"}}
