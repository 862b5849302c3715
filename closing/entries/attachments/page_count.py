"""Counting the pages of a PDF that a stranger may have made: in a process of its own."""

import logging
import subprocess
import sys
from pathlib import Path

from closing.entries.attachments.errors import LockedPdfError, UnreadablePdfError

PROGRAM = Path(__file__).with_name("pdf_pages.py")
MOST_SECONDS = 15
"""By the clock; the program itself stops at less time of the processor."""

LONGEST_REASON = 200
logger = logging.getLogger(__name__)


def page_count(content: bytes, *, most_seconds: float = MOST_SECONDS) -> int:
    """Count the pages of a PDF.

    Raises:
        LockedPdfError: only a password opens it.
        UnreadablePdfError: it is damaged, has no page, or takes too much time or memory to be read.
    """
    try:
        answer = subprocess.run(  # noqa: S603 -- our own program; the file comes over standard input
            [sys.executable, "-I", str(PROGRAM)],
            input=content,
            capture_output=True,
            timeout=most_seconds,
            env={},
            check=True,
        ).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        logger.info("A PDF was not read: %s %s", error, _last_line(error.stderr))
        raise UnreadablePdfError from error
    if answer == b"locked":
        raise LockedPdfError
    count = int(answer)
    if not count:
        raise UnreadablePdfError
    return count


def _last_line(errors: bytes | None) -> str:
    """Give what the program said last, for whoever runs the installation: the fault may be here, not in the file."""
    lines = (errors or b"").decode(errors="replace").strip().splitlines()
    return lines[-1][:LONGEST_REASON] if lines else ""
