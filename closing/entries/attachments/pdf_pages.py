"""Prints how many pages the PDF on standard input has, or `locked`; fails when it cannot be read.

A program of its own, run by `page_count`: what comes from a stranger is taken apart in a process without rights worth
having, that ends when it takes too long or grows too large.
"""

import contextlib
import io
import logging
import resource
import sys

from pypdf import PasswordType, PdfReader

MOST_SECONDS = 10
MOST_MEMORY_BYTES = 1_073_741_824


def hold_back() -> None:
    """Give up time, memory and the writing of files beyond what the counting takes."""
    for what, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # Not every system knows every limit; the caller's own time limit holds everywhere.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def pages(content: bytes) -> int | None:
    """Count the pages; None for a PDF that only a password opens."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return None
    return len(reader.pages)


def main() -> None:
    """Count, and print what came of it; whatever error a damaged file raises ends the program with a failure."""
    hold_back()
    logging.disable()  # A damaged file has thousands of things to say.
    count = pages(sys.stdin.buffer.read())
    sys.stdout.write("locked" if count is None else str(count))


if __name__ == "__main__":
    main()
