"""Counting the pages of a PDF that a stranger may have made: in a process of its own."""

import subprocess
import sys
from pathlib import Path

from closing.entries.attachments.errors import LockedPdfError, UnreadablePdfError

PROGRAM = Path(__file__).with_name("pdf_pages.py")
MOST_SECONDS = 30
"""By the clock; the program itself stops at less time of the processor."""


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
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=most_seconds,
            env={},
            check=True,
        ).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UnreadablePdfError from error
    if answer == b"locked":
        raise LockedPdfError
    count = int(answer)
    if not count:
        raise UnreadablePdfError
    return count
