"""Where attached files lie, and the sweeping of those that no row speaks of."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from closing.entries.attachments.models import Attachment
from closing.jobs.progress import Progress
from closing.uploads import write_durably

FOLDER = "attachments"

LEFTOVER_LIFE = timedelta(days=1)
"""A file older than this without a row gets none any more: the request that wrote it is long over."""


def path_of(attachment: Attachment) -> Path:
    """Give where an attached file lies."""
    return _folder(attachment.engagement_id) / attachment.place


def keep(engagement_id: uuid.UUID, chunks: Iterable[bytes]) -> tuple[str, int, str]:
    """Write a file into the folder of an engagement.

    Returns:
        Its place (a random name), its size in bytes and its SHA-256.
    """
    place = secrets.token_hex(16)
    return place, *write_durably(_folder(engagement_id) / place, chunks)


def drop(engagement_id: uuid.UUID, places: Iterable[str]) -> None:
    """Take away files that were written and got no row."""
    for place in places:
        (_folder(engagement_id) / place).unlink(missing_ok=True)


def sweep(now: datetime) -> int:
    """Take away files without a row, whose process died between the two; tell how many there were."""
    oldest = (now - LEFTOVER_LIFE).timestamp()
    old = [path for path in _root().glob("*/*") if _is_older(path, oldest)]
    with_row = set(Attachment.objects.values_list("place", flat=True)) if old else set()
    leftovers = [path for path in old if path.name not in with_row]
    for path in leftovers:
        path.unlink(missing_ok=True)
    return len(leftovers)


def work(_progress: Progress) -> dict[str, int]:
    """Sweep as a job, run now and then."""
    return {"removed": sweep(timezone.now())}


def _is_older(path: Path, seconds: float) -> bool:
    """Say whether a file was written before a time; one that has just been given its name is not."""
    try:
        return path.stat().st_mtime < seconds
    except FileNotFoundError:
        return False


def _root() -> Path:
    return Path(settings.DATA_DIR) / FOLDER


def _folder(engagement_id: uuid.UUID) -> Path:
    """Name the folder of an engagement; no name that a user chose is ever part of a path."""
    return _root() / str(engagement_id)
