"""Reads a large SIE file in one pass and little memory: its head, what was odd, and every figure of its vouchers.

`sie.read` keeps an object for each row; `sie.scan` keeps sums. Both give the same head and the same notices, and
refuse the same files with the same errors.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sie.encoding import Encoding
from sie.records import Head, Notice
from sie.scanning.batches import ROWS_IN_A_BATCH, Batch, batches_of
from sie.scanning.blocks import BLOCK_BYTES, file_blocks
from sie.scanning.figures import Figures
from sie.scanning.process import Request, Shape, Shaped, batches_from_process, shaped_from_process
from sie.scanning.reading import Reading
from sie.scanning.strict.tokens import tokens_ahead
from sie.scanning.survey import survey_of
from sie.scanning.tallies.tally import Tally

Progress = Callable[[int, int], None]
"""Told now and then how many bytes and vouchers have been read; it may raise to stop the reading."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A SIE file read once.

    Attributes:
        path: where it lies.
        size: its bytes.
        sha256: their SHA-256, in hexadecimal.
        encoding: one of `sie.ENCODINGS`.
        head: everything in it but its vouchers.
        figures: what its vouchers come to.
        notices: what was odd in it.
    """

    path: Path
    size: int
    sha256: str
    encoding: str
    head: Head
    figures: Figures
    notices: tuple[Notice, ...]
    detected: Encoding = field(repr=False)

    def batches(self, *, rows: int = ROWS_IN_A_BATCH, objects: bool = True) -> Iterator[Batch]:
        """Read the file a second time, and give its vouchers and rows as columns ready for a bulk load.

        Args:
            rows: about how many postings come in a batch.
            objects: whether object lists are wanted.

        Raises:
            SieFileError: the file is no longer what it was.
        """
        return batches_of(self.path, self.detected, rows=rows, objects=objects)

    def batches_from_process(self, *, rows: int = ROWS_IN_A_BATCH, objects: bool = True) -> Iterator[Batch]:
        """Give what `batches` gives, read by a process of its own while this one stores.

        Raises:
            SieFileError: the file is no longer what it was, or the process came to an end before it.
        """
        return batches_from_process(self._request(rows, objects=objects))

    def shaped_from_process(
        self, shape: Shape[Shaped], *, rows: int = ROWS_IN_A_BATCH, objects: bool = True
    ) -> Iterator[Shaped]:
        """Give what is made of the batches, read and made by a process of its own while this one stores.

        Args:
            shape: called there with the batches; it travels by pickle, and what it gives by marshal.
            rows: about how many postings come in a batch.
            objects: whether object lists are wanted.

        Raises:
            SieFileError: the file is no longer what it was, or the process came to an end before it.
        """
        return shaped_from_process(self._request(rows, objects=objects), shape)

    def _request(self, rows: int, *, objects: bool) -> Request:
        return Request(self.path.absolute(), self.detected, rows, objects)


def scan(source: Path | str, *, encoding: str | None = None, progress: Progress | None = None) -> Scan:
    """Read a SIE file of type 1, 2, 3, 4E or 4I in constant memory.

    Args:
        source: where the file lies.
        encoding: one of `sie.ENCODINGS` when it is known; otherwise the bytes decide.
        progress: told after each block how many bytes and vouchers have been read; what it raises stops the reading.

    Raises:
        SieFileError: it is not a SIE file, its end is missing, or lines of it cannot be read (all of them are told).
        SieEncodingUnknownError: the encoding asked for is none of those that are read.
    """
    return scan_in_blocks(Path(source), encoding=encoding, progress=progress, block_bytes=BLOCK_BYTES)


def scan_in_blocks(path: Path, *, encoding: str | None, progress: Progress | None, block_bytes: int) -> Scan:
    """Scan with blocks of another size; what is found does not depend on it."""
    survey = survey_of(path, encoding)
    reading = Reading(survey.encoding)
    tally = Tally(reading.tables)
    done = 0
    for tokens in tokens_ahead(file_blocks(path, block_bytes)):
        for columns in reading.columns(tokens):
            tally.add(columns, reading.year)
            done += columns.size
        if progress:
            progress(min(done, survey.size), reading.vouchers)
    head = reading.finish()
    figures = tally.figures(head)
    return Scan(
        path=path,
        size=survey.size,
        sha256=survey.sha256,
        encoding=survey.encoding.name,
        head=head,
        figures=figures,
        notices=reading.notes.notices(),
        detected=survey.encoding,
    )
