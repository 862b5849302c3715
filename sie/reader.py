"""Reads a SIE file whole."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sie.checksum import KSUMMA, Checksum
from sie.encoding import BYTE_ORDER_MARK, Encoding, detect
from sie.errors import SieLineTooLongError, SieReadFailedError, SieUnreadableError
from sie.fields import BLANKS, MAX_LINE_CHARACTERS, ROWS, VOUCHER, Fields, pieces
from sie.foreign import START_BYTES, refuse_foreign
from sie.head import HeadReader
from sie.items import posting, voucher
from sie.notices import Notes
from sie.records import SieFile
from sie.regular import RegularLines
from sie.vouchers import Brace, VoucherBuilder

_PADDING = "\0\x1a \t\n"


def read(source: Path | str | bytes, *, encoding: str | None = None) -> SieFile:
    """Read a SIE file of type 1, 2, 3, 4E or 4I.

    Args:
        source: where the file lies, or its bytes.
        encoding: one of `sie.ENCODINGS` when it is known; otherwise the bytes decide.

    Returns:
        The file, with what was odd in it as `notices`.

    Raises:
        SieFileError: it is not a SIE file, its end is missing, or lines of it cannot be read (all of them are told).
        SieEncodingUnknownError: the encoding asked for is none of those that are read.
    """
    content = source if isinstance(source, bytes) else _bytes_of(Path(source))
    refuse_foreign(content[:START_BYTES])
    notes = Notes()
    found = detect([content], override=encoding)
    found.note(notes)
    with _no_garbage_collection():
        return _Reading(lines_of(content, found), found, notes).file()


def lines_of(content: bytes, encoding: Encoding) -> list[str]:
    """Decode a file and cut it at its line ends: CR LF, LF or CR alone.

    Raises:
        SieLineTooLongError: a line has more characters than any record.
    """
    text = encoding.decode(content.removeprefix(BYTE_ORDER_MARK))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.rstrip(_PADDING).split("\n")
    if max(map(len, lines)) > MAX_LINE_CHARACTERS:
        line = next(number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE_CHARACTERS)
        raise SieLineTooLongError(line, longest=MAX_LINE_CHARACTERS)
    return lines


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Let Python not look for garbage among records that all stay: that costs a third of the reading.

    Afterwards they count as old, unless the program keeps frozen objects of its own.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def _bytes_of(path: Path) -> bytes:
    """Read the file from where it lies."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise SieReadFailedError(reason=getattr(error, "strerror", None) or type(error).__name__) from error


class _Reading:
    """Goes through the lines of one file."""

    def __init__(self, lines: list[str], encoding: Encoding, notes: Notes) -> None:
        """Begin at the first line."""
        self.lines = lines
        self.encoding = encoding
        self.notes = notes
        self.head = HeadReader(notes)
        self.builder = VoucherBuilder(notes)
        self.regular = RegularLines()
        self.checksum = Checksum(encoding.name)

    def file(self) -> SieFile:
        """Read all lines, then check what can only be told at the end."""
        for number, line in self._irregular_lines():
            for fields in pieces(line, line=number):
                self._take(fields)
        self.checksum.check_lines(self.lines, notes=self.notes)
        vouchers = self.builder.finish()
        head = self.head.head(vouchers=len(vouchers))
        if self.notes.rejected_count:
            unreadable, count = self.notes.rejected(), self.notes.rejected_count
            raise SieUnreadableError(unreadable, count=count, notices=self.notes.notices(), head=head)
        return SieFile(head, vouchers, self.encoding.name, self.notes.notices())

    def _irregular_lines(self) -> Iterator[tuple[int, str]]:
        """Take every regular line of a voucher at once, and give the others with their numbers."""
        builder, regular = self.builder, self.regular
        for number, line in enumerate(self.lines, 1):
            if builder.brace is Brace.OPEN:
                beginning, brace, rest = line.partition("}")
                if brace and beginning:
                    row = regular.row(beginning, rest, number)
                    if row is not None:
                        builder.rows.append(row)
                        continue
                elif brace and not rest.strip(BLANKS):
                    builder.close(number)
                    continue
            elif line.strip(BLANKS) == "{":
                builder.open(number)
                continue
            elif builder.brace is Brace.CLOSED:
                head = regular.voucher(line, number)
                if head is not None:
                    builder.begin(head, number)
                    continue
            yield number, line

    def _take(self, fields: Fields) -> None:
        """Take one record, brace or line without a label."""
        label = fields.label
        if label in ROWS:
            self.builder.check_place(fields)
            row = posting(fields, notes=self.notes)
            if row is not None:
                self.builder.rows.append(row)
        elif label == VOUCHER:
            self.builder.begin(voucher(fields, notes=self.notes), fields.line)
        elif label == "{":
            self.builder.open(fields.line)
        elif label == "}":
            self.builder.close(fields.line)
        elif label == KSUMMA:
            self.builder.close_for(fields.line)
            self.checksum.record(fields)
        else:
            self.head.feed(fields)
