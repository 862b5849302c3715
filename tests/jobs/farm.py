"""A job for the crash tests, and the process that queues it; run as a module it queues what its input names.

The job leaves a trace of who does it, takes a while, and has one effect to count.
"""

import os
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import transaction

from closing.engagements.models import Agency
from closing.jobs.enqueue import enqueue

if TYPE_CHECKING:
    from closing.jobs.progress import Progress


def found(progress: "Progress", *, name: str, seconds: float) -> dict[str, Any]:
    """Leave a trace, take a while, then found one agency: the effect that must happen once."""
    with Path(os.environ["FARM_TRACE"]).open("a", encoding="ascii") as file:
        file.write(f"{name} {os.getpid()}\n")
    end = monotonic() + seconds
    while monotonic() < end:
        progress.report(50, "working")
        sleep(0.05)
    with transaction.atomic():
        progress.confirm()
        Agency.objects.create(name=name)
    return {}


def queue_what_is_named() -> None:
    """Queue a job for each line of the input, `name seconds`, and answer when it is committed."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        name, seconds = line.split()
        enqueue("found", params={"name": name, "seconds": float(seconds)})
        sys.stdout.write("queued\n")
        sys.stdout.flush()


if __name__ == "__main__":
    queue_what_is_named()
