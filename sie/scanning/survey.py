"""Looks at all bytes of a file before a line of it is read: what it is, how large, in which encoding."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sie.encoding import Encoding, detect
from sie.foreign import START_BYTES, refuse_foreign
from sie.scanning.blocks import first_bytes, line_chunks


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of a file before a line of it is read."""

    size: int
    sha256: str
    encoding: Encoding


def survey_of(path: Path, encoding: str | None) -> Survey:
    """Look at all bytes of a file once.

    Raises:
        SieFileError: it is not a SIE file, or cannot be read.
        SieEncodingUnknownError: the encoding asked for is none of those that are read.
    """
    digest = hashlib.sha256()
    size = 0

    def summed(chunks: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            size += len(chunk)
            digest.update(chunk)
            yield chunk

    refuse_foreign(first_bytes(path, START_BYTES))
    found = detect(summed(line_chunks(path)), override=encoding)
    return Survey(size, digest.hexdigest(), found)
