"""Cuts a file into blocks of whole lines, as large as is quick to work on and no larger.

A block ends before a #VER where there is one, so that vouchers stay whole; within a long voucher it ends at a line
end. A line longer than any may be comes in pieces, the first of them too long itself.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np

from sie.encoding import BYTE_ORDER_MARK
from sie.errors import SieReadFailedError
from sie.fields import MAX_LINE_CHARACTERS

BLOCK_BYTES = 2 * 1024 * 1024

_CHUNK_BYTES = 1024 * 1024
_PADDING = b"\0\x1a \t\r\n"
_BLANKS = b" \t"
_VOUCHER = b"#VER"
_VOUCHERS_TRIED = 16
_NEWLINE, _RETURN = b"\n\r"
_MOST_LINE_ENDS = 250_000
_LONGEST_LINE = 4 * MAX_LINE_CHARACTERS  # in UTF-8


def first_bytes(path: Path, size: int) -> bytes:
    """Read the beginning of a file.

    Raises:
        SieReadFailedError: the operating system does not let it be read.
    """
    with _opened(path) as file:
        return file.read(size)


def line_chunks(path: Path) -> Iterator[bytes]:
    """Read a file from its first to its last byte in pieces that end at line ends where they can.

    Raises:
        SieReadFailedError: the operating system does not let it be read.
    """
    with _opened(path) as file:
        rest = b""
        while data := file.read(_CHUNK_BYTES):
            cut = data.rfind(b"\n") + 1 or len(data)
            yield rest + data[:cut]
            rest = data[cut:]
        if rest:
            yield rest


def file_blocks(path: Path, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Read a file from its beginning to the last character that is not padding, a byte order mark left out.

    Raises:
        SieReadFailedError: the operating system does not let it be read.
    """
    with _opened(path) as file:
        yield from _blocks(file, _end_of(file), size)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, and say in our own words when it cannot be read."""
    try:
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        raise SieReadFailedError(reason=getattr(error, "strerror", None) or type(error).__name__) from error


def _blocks(file: BinaryIO, end: int, size: int) -> Iterator[bytes]:
    """Cut the file up to its end."""
    rest = file.read(min(len(BYTE_ORDER_MARK), end)).removeprefix(BYTE_ORDER_MARK)
    while file.tell() < end:
        data = rest + file.read(min(size, end - file.tell()))
        cut = _cut(data) if file.tell() < end else len(data)
        yield from _with_few_lines(data[:cut])
        rest = data[cut:]
    yield from _with_few_lines(rest)


def cut_up(block: bytes, size: int) -> Iterator[bytes]:
    """Cut a block of whole lines into smaller ones of about a size."""
    while len(block) > size and (cut := _cut(block[:size])):
        yield block[:cut]
        block = block[cut:]
    yield block


def _with_few_lines(block: bytes) -> Iterator[bytes]:
    """Cut a block further where it has so many lines that arrays with an entry for each would be large."""
    octets = np.frombuffer(block, np.uint8)
    ends = (octets == _NEWLINE) | (octets == _RETURN)
    start = 0
    if np.count_nonzero(ends) > _MOST_LINE_ENDS:
        for end in np.flatnonzero(ends)[_MOST_LINE_ENDS::_MOST_LINE_ENDS].tolist():
            stop = _line_start(block, end)
            yield block[start:stop]
            start = stop
    if start < len(block):
        yield block[start:]


def _end_of(file: BinaryIO) -> int:
    """Find where the padding behind the last line begins: blanks, line ends, and what old programs end files with."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - BLOCK_BYTES)
        file.seek(start)
        kept = len(file.read(end - start).rstrip(_PADDING))
        if kept:
            end = start + kept
            break
        end = start
    file.seek(0)
    return end


def _cut(data: bytes) -> int:
    """Find where to cut: before the last voucher, else behind the last line end; 0 when there is neither yet."""
    at = len(data)
    for _ in range(_VOUCHERS_TRIED):
        at = data.rfind(_VOUCHER, 0, at)
        if at < 0:
            break
        start = _line_start(data, at)
        if start and not data[start:at].strip(_BLANKS):
            return start
    start = _line_start(data, len(data) - 1)
    return len(data) if not start and len(data) > _LONGEST_LINE else start


def _line_start(data: bytes, at: int) -> int:
    """Find the beginning of the line that a place lies in, 0 when it is the first; a CR LF is never cut in two."""
    newline = data.rfind(b"\n", 0, at)
    carriage = data.rfind(b"\r", newline + 1, at)
    if data[carriage + 1 : carriage + 2] == b"\n":
        carriage = data.rfind(b"\r", newline + 1, carriage)
    return max(newline, carriage) + 1
