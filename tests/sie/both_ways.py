"""Reads a file whole and as a stream, and gives what came of it in one form, to compare."""

from dataclasses import dataclass
from pathlib import Path

import sie
from sie.records import Head, Notice
from sie.scanning.figures import Figures
from sie.scanning.scan import scan_in_blocks
from tests.sie.plain_figures import figures_of

LARGE = 2 * 1024 * 1024
SIZES = (LARGE, 700, 5_000)
"""Blocks that hold a test file whole, and blocks that cut it in many places."""


@dataclass(frozen=True)
class Read:
    """A file that was read."""

    encoding: str
    head: Head
    figures: Figures
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Refused:
    """A file that was not."""

    code: str
    line: int
    facts: dict[str, str | int]
    lines: tuple[Notice, ...]
    notices: tuple[Notice, ...]


def refused(error: sie.SieError) -> Refused:
    """Give what an error says."""
    lines, notices = getattr(error, "lines", ()), getattr(error, "notices", ())
    return Refused(error.code, error.line, error.facts, lines, notices)


def read_whole(path: Path, encoding: str | None = None) -> Read | Refused:
    """Read a file as frozen records."""
    try:
        file = sie.read(path, encoding=encoding)
    except sie.SieError as error:
        return refused(error)
    return Read(file.encoding, file.head, figures_of(file), file.notices)


def read_streaming(path: Path, encoding: str | None = None, *, block_bytes: int = LARGE) -> Read | Refused:
    """Read a file in blocks."""
    try:
        scan = scan_in_blocks(path, encoding=encoding, progress=None, block_bytes=block_bytes)
    except sie.SieError as error:
        return refused(error)
    return Read(scan.encoding, scan.head, scan.figures, scan.notices)
