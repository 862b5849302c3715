"""Opening a file: its size first, then whether it is compressed, and then its bytes once through.

Pure but for the file itself: no Django, no database, no clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sie
from closing.importing.catalogue import Code, finding, finding_with
from closing.importing.findings import Finding
from closing.importing.pipeline import of_notice
from closing.importing.validations.vouchers import more_than_listed
from sie.errors import SieError, SieUnreadableError
from sie.records import Head

MAX_FILE_BYTES = 104_857_600
"""Largest file that is taken: 100 MB, the limit accountants know from the field's products."""

_COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
}
_LONGEST_MARK = max(map(len, _COMPRESSED))

ScanProgress = Callable[[int, int], None]
"""Told how many bytes and vouchers have been read; it may raise to stop the reading."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read, or the findings that say why it was not, and then its head if that could be read."""

    scan: sie.Scan | None = None
    findings: tuple[Finding, ...] = ()
    head: Head | None = None


def open_file(
    path: Path, *, encoding: str = "", progress: ScanProgress | None = None, limit: int = MAX_FILE_BYTES
) -> Opened:
    """Read a file once through, in constant memory.

    Args:
        path: where it lies.
        encoding: how its text is to be read; empty to tell it from the bytes.
        progress: told how far the reading has come.
        limit: most bytes a file may have; measured before anything is read.

    Returns:
        The scan, or every error of the file with its line.
    """
    try:
        refused = refusal(path, limit=limit)
        if refused:
            return Opened(findings=(refused,))
        return Opened(sie.scan(path, encoding=encoding or None, progress=progress))
    except SieUnreadableError as error:
        odd, lines = map(of_notice, error.notices), [of_notice(line) for line in error.lines]
        more = more_than_listed(error.lines[0].code, error.count, listed=len(lines))
        return Opened(findings=(*odd, *lines, *more), head=error.head)
    except SieError as error:
        return Opened(findings=(finding_with(error.code, error.line, error.facts),))
    except OSError as error:
        return Opened(findings=(finding(Code.READ_FAILED, reason=error.strerror or type(error).__name__),))


def refusal(path: Path, *, limit: int = MAX_FILE_BYTES) -> Finding | None:
    """Say why a file is not even opened: too large, or compressed."""
    size = path.stat().st_size
    if size > limit:
        return finding(Code.FILE_TOO_LARGE, size=size, limit=limit)
    with path.open("rb") as file:
        start = file.read(_LONGEST_MARK)
    kind = next((kind for mark, kind in _COMPRESSED.items() if start.startswith(mark)), "")
    return finding(Code.FILE_COMPRESSED, kind=kind) if kind else None
